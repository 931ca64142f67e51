package dev.workerkit;

import java.time.Duration;

/**
 * How often a worker that dies before it is ready is tried again. The n-th retry waits n times the
 * delay.
 *
 * @param retries after the first attempt; zero for none
 * @param delay before the first retry
 */
public record StartLimit(int retries, Duration delay) {

    /** Checks the values. */
    public StartLimit {
        if (retries < 0) {
            throw new SpecException(
                    "startLimit.retries", retries + " is negative", "use 0 for no retry");
        }
        SpecException.requireNotNegative("startLimit.delay", delay);
    }

    /** Three retries, after one, two and three seconds (WRK-EXIT-007). */
    public static StartLimit defaults() {
        return new StartLimit(3, Duration.ofSeconds(1));
    }
}
