package dev.workerkit.pool;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads that the pools of a runtime share. They end when they have nothing to do. */
final class Threads implements AutoCloseable {

    private final ExecutorService blocking;
    private final ScheduledThreadPoolExecutor timer;

    /** Named after the runtime. */
    Threads(String runtime) {
        ThreadFactory factory =
                work -> {
                    Thread thread = new Thread(work, "workerkit-" + runtime + "-pools");
                    thread.setDaemon(true);
                    return thread;
                };
        this.blocking = Executors.newCachedThreadPool(factory);
        this.timer = new ScheduledThreadPoolExecutor(1, factory);
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Runs what may block; after the end, where it is called. */
    Executor blocking() {
        return this::execute;
    }

    private void execute(Runnable work) {
        try {
            blocking.execute(work);
        } catch (RejectedExecutionException e) {
            work.run();
        }
    }

    /**
     * Runs what may block after a time; after the end, never.
     *
     * @return calls it off
     */
    Runnable later(Runnable work, long nanos) {
        try {
            Future<?> timed = timer.schedule(() -> execute(work), nanos, TimeUnit.NANOSECONDS);
            return () -> timed.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        blocking.shutdown();
    }
}
