package dev.workerkit.launch;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks after what workers are recycled for and can't be relied on to notice themselves: files, and
 * what else a runtime has rounds for. One thread for all workers of a runtime, and none while nobody
 * needs it.
 */
public final class Patrols implements AutoCloseable {

    private static final Duration FILES_EVERY = Duration.ofMillis(500);
    private static final int IDLE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor thread;
    private final Patrol<WatchedFiles> files;

    Patrols(String name) {
        thread = new ScheduledThreadPoolExecutor(1, work -> daemon(work, name));
        thread.setRemoveOnCancelPolicy(true);
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
        files = patrol(FILES_EVERY, WatchedFiles::compareAll);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Another one on the same thread, which makes its rounds so long after each other. */
    public <T> Patrol<T> patrol(Duration every, Consumer<Collection<T>> round) {
        return new Patrol<>(thread, every, round);
    }

    void begin(WatchedFiles watched) {
        files.begin(watched);
    }

    void end(WatchedFiles watched) {
        files.end(watched);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
