package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.worker.WorkerContext;
import java.util.List;

/** Does not count what was finished during a stop. */
public final class Abandoning extends EventedAccomplice {

    /** Around a worker of this class, made with these arguments. */
    public Abandoning(String className, List<Object> arguments) {
        super(className, arguments);
    }

    @Override
    public void onMessage(Object message, WorkerContext context) throws Exception {
        super.onMessage(message, context);
        if (context.stopRequested()) {
            throw new IllegalStateException("The stop came first");
        }
    }
}
