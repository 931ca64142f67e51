package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.worker.WorkerContext;
import java.util.List;

/** Does not tell a worker that a task had been begun before. */
public final class Unflagging extends TaskAccomplice {

    /** Around a worker of this class, made with these arguments. */
    public Unflagging(String className, List<Object> arguments) {
        super(className, arguments);
    }

    @Override
    public Object perform(Object task, WorkerContext context) throws Exception {
        return super.perform(task, new ContextWithAttempts(context, 0));
    }
}
