package dev.workerkit.tck.threads;

import java.time.Duration;
import java.util.Optional;

/** Whether a worker has a unit of work in hand, and since when. */
final class Pulse {

    private static final long IDLE = Long.MIN_VALUE;

    private volatile long since = IDLE;

    /** It begins, or is done with a part of what it has in hand. */
    void works() {
        since = System.nanoTime();
    }

    void rests() {
        since = IDLE;
    }

    /** Moves on, if there is something in hand. */
    void progresses() {
        if (since != IDLE) {
            works();
        }
    }

    Optional<Duration> busyFor() {
        long begun = since;
        return begun == IDLE
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(System.nanoTime() - begun));
    }
}
