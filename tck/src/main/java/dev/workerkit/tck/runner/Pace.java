package dev.workerkit.tck.runner;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How verifications are run.
 *
 * @param seed of all random choices
 * @param timeScale by which deadlines are multiplied
 * @param usualLimit how long one may take before it counts as hanging, on a usual machine
 * @param arguments the only ones with which a property is tried, in a replay
 */
record Pace(long seed, double timeScale, Duration usualLimit, @Nullable List<JsonNode> arguments) {

    static final Duration USUAL_LIMIT = Duration.ofSeconds(60);

    /** Copies the arguments; no property has none at all. */
    Pace {
        arguments = arguments == null || arguments.isEmpty() ? null : List.copyOf(arguments);
    }

    /** For random arguments. */
    static Pace random(long seed, double timeScale, Duration usualLimit) {
        return new Pace(seed, timeScale, usualLimit, null);
    }

    Duration limit() {
        return scaled(usualLimit);
    }

    Duration scaled(Duration usual) {
        return Duration.ofMillis(Math.round(usual.toMillis() * timeScale));
    }
}
