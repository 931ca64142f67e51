package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.worker.WorkerContext;
import java.util.List;

/** Takes everything for a redelivery that comes after a death. */
public final class CountingIncarnations extends EventedAccomplice {

    /** Around a worker of this class, made with these arguments. */
    public CountingIncarnations(String className, List<Object> arguments) {
        super(className, arguments);
    }

    @Override
    public void onMessage(Object message, WorkerContext context) throws Exception {
        super.onMessage(message, new ContextWithAttempts(context, context.incarnation() - 1));
    }
}
