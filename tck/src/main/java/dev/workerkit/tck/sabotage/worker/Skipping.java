package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.worker.WorkerContext;
import java.util.List;

/** Answers a task that comes again with nothing, and does not perform it. */
public final class Skipping extends TaskAccomplice {

    /** Around a worker of this class, made with these arguments. */
    public Skipping(String className, List<Object> arguments) {
        super(className, arguments);
    }

    @Override
    public Object perform(Object task, WorkerContext context) throws Exception {
        return context.redelivered() ? 0 : super.perform(task, context);
    }
}
