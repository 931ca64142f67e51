package dev.workerkit.shared;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads on which futures are completed: those who wait for them may do, and block, as they like. */
final class Completions implements Executor, AutoCloseable {

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    Completions(String runtime) {
        this.threads =
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        work -> thread(work, runtime),
                        // Once the runtime is closed: no future is left without its completion.
                        (work, closed) -> work.run());
    }

    private static Thread thread(Runnable work, String runtime) {
        Thread thread = new Thread(work, "workerkit-" + runtime + "-shared-notifier");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
