package dev.workerkit;

import java.time.Duration;

/**
 * Kills a worker that is busy and makes no progress. A heartbeat counts only if the work has moved
 * on since the one before, or the worker says that it is idle (WRK-WATCH-001). Watched is a worker
 * that is RUNNING; one that is PAUSED is not.
 *
 * <p>Java workers need do nothing, unless they are a {@link dev.workerkit.worker.RawWorker}: their
 * units of work are watched, each on its own, whatever their other threads do. A unit is never cut
 * before it has had its limit, and one that hangs is killed at the latest after a third more. A
 * command sends heartbeats over the control connection; one that sends none is killed.
 *
 * @param limit the longest that one unit of work may take
 */
public record Watchdog(Duration limit) {

    /** Checks the limit. */
    public Watchdog {
        SpecException.requirePositive("watchdog.limit", limit);
        if (limit.compareTo(Duration.ofMillis(100)) < 0) {
            throw new SpecException(
                    "watchdog.limit",
                    limit + " is shorter than a busy machine may pause a process",
                    "use 100 ms or more");
        }
    }

    /** Kills a worker that takes longer than this for a unit of work. */
    public static Watchdog after(Duration limit) {
        return new Watchdog(limit);
    }
}
