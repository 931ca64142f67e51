package dev.workerkit;

import java.time.Duration;
import java.util.List;

/**
 * What a {@link RestartPolicy} has to know of a worker's past at the end of an incarnation. All
 * times are of a monotonic clock.
 *
 * @param wasReady whether the incarnation had been ready
 * @param uptime how long it had been ready
 * @param failedStarts how often in a row the worker had died before it was ready, this time apart
 * @param restarts how often in a row it was started again after it had been ready
 * @param ages how long ago the starts were that the policy's intensity counts
 */
public record RestartHistory(
        boolean wasReady, Duration uptime, int failedStarts, int restarts, List<Duration> ages) {

    /** Checks the values and copies the list. */
    public RestartHistory {
        SpecException.requireNotNegative("history.uptime", uptime);
        requireNotNegative("history.failedStarts", failedStarts);
        requireNotNegative("history.restarts", restarts);
        ages = List.copyOf(ages);
    }

    private static void requireNotNegative(String field, int count) {
        if (count < 0) {
            throw new SpecException(field, count + " is negative", "count from 0");
        }
    }
}
