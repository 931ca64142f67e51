package dev.workerkit;

import java.time.Duration;

/**
 * How often a worker may be started again: at most so often within a sliding window; one more fails
 * it. Immutable.
 *
 * @param restarts the most within the window; 0 for none
 * @param window the length of the window
 * @param counts what is counted
 */
public record RestartIntensity(int restarts, Duration window, Counts counts) {

    /** What is counted. */
    public enum Counts {
        /** Restarts of a worker that had been ready; failed starts have a limit of their own. */
        RESTARTS,
        /** Every start, failed ones and the first one included, as with systemd. */
        STARTS
    }

    /** Checks the values. */
    public RestartIntensity {
        if (restarts < 0) {
            throw new SpecException(
                    "intensity.restarts", restarts + " is negative", "use 0 for no restart");
        }
        if (restarts == 0 && counts == Counts.STARTS) {
            throw new SpecException(
                    "intensity.restarts",
                    "0 starts would forbid the first one",
                    "use 1 or more, or count restarts alone");
        }
        SpecException.requirePositive("intensity.window", window);
    }

    /** So many restarts of a worker that had been ready. */
    public RestartIntensity(int restarts, Duration window) {
        this(restarts, window, Counts.RESTARTS);
    }

    /** Five in ten seconds (WRK-EXIT-008). */
    public static RestartIntensity defaults() {
        return new RestartIntensity(5, Duration.ofSeconds(10));
    }

    /** As often as it takes. */
    public static RestartIntensity unlimited() {
        return new RestartIntensity(Integer.MAX_VALUE, Duration.ofSeconds(1));
    }

    /** Whether nothing need be counted. */
    public boolean isUnlimited() {
        return restarts == Integer.MAX_VALUE;
    }
}
