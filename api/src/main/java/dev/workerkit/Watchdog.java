package dev.workerkit;

import java.time.Duration;

/**
 * Kills a worker that is busy and makes no progress. A heartbeat counts only if the work has moved
 * on since the one before, or the worker says that it is idle (WRK-WATCH-001).
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
