package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.worker.WorkerContext;
import java.util.List;

/** Takes a message that was thrown at for one that was dealt with. */
public final class Swallowing extends EventedAccomplice {

    /** Around a worker of this class, made with these arguments. */
    public Swallowing(String className, List<Object> arguments) {
        super(className, arguments);
    }

    @Override
    public void onMessage(Object message, WorkerContext context) {
        try {
            super.onMessage(message, context);
        } catch (Exception e) {
            context.status("ignores " + e);
        }
    }
}
