package dev.workerkit;

import java.time.Duration;

/**
 * How often a worker that dies before it is ready is tried again. Immutable.
 *
 * @param retries after the first attempt; 0 for none
 * @param delay before each retry
 * @param anyExit whether an exit that would complete a worker is a failed start too if it comes
 *     before the worker is ready, as with supervisord
 */
public record StartLimit(int retries, Backoff delay, boolean anyExit) {

    /** Checks the values. */
    public StartLimit {
        if (retries < 0) {
            throw new SpecException(
                    "startLimit.retries", retries + " is negative", "use 0 for no retry");
        }
    }

    /** So many retries, the n-th after n delays. */
    public StartLimit(int retries, Duration delay) {
        this(retries, Backoff.linear(delay), false);
    }

    /** Three retries, after one, two and three seconds (WRK-EXIT-007). */
    public static StartLimit defaults() {
        return new StartLimit(3, Duration.ofSeconds(1));
    }

    /** Tried again for ever. */
    public static StartLimit unlimited(Backoff delay) {
        return new StartLimit(Integer.MAX_VALUE, delay, false);
    }

    /** The same with other delays. */
    public StartLimit withDelay(Backoff other) {
        return new StartLimit(retries, other, anyExit);
    }

    /** The same in which any exit before the worker is ready is a failed start. */
    public StartLimit withAnyExit() {
        return new StartLimit(retries, delay, true);
    }
}
