package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.worker.WorkerContext;
import java.util.List;
import java.util.concurrent.FutureTask;

/** Calls each loop on a thread of its own. */
public final class ManyThreadsLoop extends LoopAccomplice {

    /** Around a worker of this class, made with these arguments. */
    public ManyThreadsLoop(String className, List<Object> arguments) {
        super(className, arguments);
    }

    @Override
    public void loop(WorkerContext context) throws Exception {
        FutureTask<Void> loop =
                new FutureTask<>(
                        () -> {
                            super.loop(context);
                            return null;
                        });
        new Thread(loop).start();
        loop.get();
    }
}
