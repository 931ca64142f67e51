package dev.workerkit.local;

import dev.workerkit.os.MemoryLimit;
import dev.workerkit.os.Scales;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks after what workers are recycled for and can't be relied on to notice themselves: the memory
 * of their processes, and files. One thread for all workers of a runtime, and none while nobody
 * needs it.
 */
final class Patrols implements AutoCloseable {

    private static final Duration MEMORY_EVERY = Duration.ofSeconds(1);
    private static final Duration FILES_EVERY = Duration.ofMillis(500);
    private static final int IDLE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, Patrols::thread);
    private final Patrol<MemoryLimit> memory =
            new Patrol<>(thread, MEMORY_EVERY, new Scales()::weigh);
    private final Patrol<WatchedFiles> files =
            new Patrol<>(thread, FILES_EVERY, WatchedFiles::compareAll);

    Patrols() {
        thread.setRemoveOnCancelPolicy(true);
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "workerkit-local-patrol");
        thread.setDaemon(true);
        return thread;
    }

    /** What an incarnation is looked after for; ends with it. */
    interface Beat extends AutoCloseable {
        @Override
        void close();
    }

    /** Begins to look after an incarnation. */
    Beat begin(Optional<MemoryLimit> limit, Optional<WatchedFiles> watched) {
        limit.ifPresent(memory::begin);
        watched.ifPresent(files::begin);
        return () -> {
            limit.ifPresent(memory::end);
            watched.ifPresent(files::end);
        };
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
