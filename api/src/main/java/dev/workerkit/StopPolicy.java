package dev.workerkit;

import java.time.Duration;

/**
 * How a worker is stopped: it is told to (over the control connection and by SIGTERM to its process
 * tree; the JVM of a Java worker that is connected gets no signal), has a grace to end, and is then
 * killed with all its descendants.
 *
 * @param grace from the request to the kill; zero kills at once
 */
public record StopPolicy(Duration grace) {

    /** Fifteen seconds (WRK-STOP-002). */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(15);

    /** Checks the grace. */
    public StopPolicy {
        SpecException.requireNotNegative("stop.grace", grace);
    }

    /** The default grace. */
    public static StopPolicy defaults() {
        return new StopPolicy(DEFAULT_GRACE);
    }

    /** Another grace. */
    public static StopPolicy withGrace(Duration grace) {
        return new StopPolicy(grace);
    }
}
