package dev.workerkit.launch;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs tasks one at a time, in their order, on another executor. A task that this refuses, be it for
 * want of a thread, is not run; those after it are.
 */
final class SerialExecutor implements Executor {

    private static final System.Logger LOG = System.getLogger(SerialExecutor.class.getName());

    private final Executor executor;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    SerialExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            tasks.add(task);
            if (!running) {
                // Under the lock: nobody else may count on a run that is then refused.
                begin();
            }
        }
    }

    private void begin() {
        running = true;
        try {
            executor.execute(this::runAll);
        } catch (RuntimeException | Error e) {
            running = false;
            tasks.clear();
            throw e;
        }
    }

    private void runAll() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.ERROR, "A task for a worker failed", e);
            }
        }
    }

    private @org.jspecify.annotations.Nullable Runnable next() {
        synchronized (tasks) {
            Runnable task = tasks.poll();
            running = task != null;
            return task;
        }
    }
}
