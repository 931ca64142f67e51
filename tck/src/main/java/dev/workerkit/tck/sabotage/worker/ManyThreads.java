package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.worker.WorkerContext;
import java.util.List;
import java.util.concurrent.FutureTask;

/** Handles each message on a thread of its own. */
public final class ManyThreads extends EventedAccomplice {

    /** Around a worker of this class, made with these arguments. */
    public ManyThreads(String className, List<Object> arguments) {
        super(className, arguments);
    }

    @Override
    public void onMessage(Object message, WorkerContext context) throws Exception {
        FutureTask<Void> handling =
                new FutureTask<>(
                        () -> {
                            super.onMessage(message, context);
                            return null;
                        });
        new Thread(handling).start();
        handling.get();
    }
}
