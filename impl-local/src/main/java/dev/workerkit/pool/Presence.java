package dev.workerkit.pool;

import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerState;

/** Where a member is, as far as its work is concerned. */
enum Presence {
    /** It runs, and takes work. */
    READY,
    /** It takes no work, but may come to do so by itself. */
    AWAY,
    /** It takes no work until it is told to: it is paused or stopped. */
    RESTING,
    /** It has ended by itself and for good. */
    OVER;

    /** Of a worker as it is now. */
    static Presence of(WorkerSnapshot worker) {
        boolean waits = !worker.waitsFor().isEmpty() || worker.forbidden().isPresent();
        return waits && !worker.state().isLive() ? AWAY : of(worker.state());
    }

    private static Presence of(WorkerState state) {
        return switch (state) {
            case RUNNING -> READY;
            case NEW, STARTING, BACKOFF, STOPPING, KILLING -> AWAY;
            case PAUSED, STOPPED -> RESTING;
            case FAILED, COMPLETED -> OVER;
        };
    }
}
