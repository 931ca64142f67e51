package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.worker.WorkerContext;
import java.util.List;

/** Looks for messages again and again, without a rest. */
public final class Spinning extends EventedAccomplice {

    /** Around a worker of this class, made with these arguments. */
    public Spinning(String className, List<Object> arguments) {
        super(className, arguments);
    }

    @Override
    public void initialize(WorkerContext context) throws Exception {
        super.initialize(context);
        Thread looking = new Thread(() -> look(context), "sabotage");
        looking.setDaemon(true);
        looking.start();
    }

    private static void look(WorkerContext context) {
        while (!context.stopRequested()) {
            Thread.onSpinWait();
        }
    }
}
