package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.worker.WorkerContext;
import java.util.List;

/** Begins with the messages. */
public final class NeverInitialized extends EventedAccomplice {

    /** Around a worker of this class, made with these arguments. */
    public NeverInitialized(String className, List<Object> arguments) {
        super(className, arguments);
    }

    @Override
    public void initialize(WorkerContext context) {
        // The message is all that counts.
    }
}
