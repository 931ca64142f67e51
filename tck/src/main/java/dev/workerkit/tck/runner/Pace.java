package dev.workerkit.tck.runner;

import java.time.Duration;

/**
 * How verifications are run.
 *
 * @param seed of all random choices
 * @param timeScale by which deadlines are multiplied
 * @param usualLimit how long one may take before it counts as hanging, on a usual machine
 */
record Pace(long seed, double timeScale, Duration usualLimit) {

    static final Duration USUAL_LIMIT = Duration.ofSeconds(60);

    Duration limit() {
        return scaled(usualLimit);
    }

    Duration scaled(Duration usual) {
        return Duration.ofMillis(Math.round(usual.toMillis() * timeScale));
    }
}
