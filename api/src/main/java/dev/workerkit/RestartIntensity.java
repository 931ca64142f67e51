package dev.workerkit;

import java.time.Duration;

/**
 * How often a worker that dies after it was ready is started again: at most so many restarts within
 * a sliding window; one more fails it.
 *
 * @param restarts the most within the window; zero for none
 * @param window the length of the window
 */
public record RestartIntensity(int restarts, Duration window) {

    /** Checks the values. */
    public RestartIntensity {
        if (restarts < 0) {
            throw new SpecException(
                    "intensity.restarts", restarts + " is negative", "use 0 for no restart");
        }
        SpecException.requirePositive("intensity.window", window);
    }

    /** Five in ten seconds (WRK-EXIT-008). */
    public static RestartIntensity defaults() {
        return new RestartIntensity(5, Duration.ofSeconds(10));
    }
}
