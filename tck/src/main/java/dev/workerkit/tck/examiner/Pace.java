package dev.workerkit.tck.examiner;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How verifications are run.
 *
 * @param seed of all random choices
 * @param timeScale by which deadlines are multiplied
 * @param usualLimit how long one may take before it counts as hanging, on a usual machine
 * @param arguments the only ones with which a property is tried, in a replay
 */
public record Pace(
        long seed, double timeScale, Duration usualLimit, @Nullable List<JsonNode> arguments) {

    /** How long a verification may take. */
    public static final Duration USUAL_LIMIT = Duration.ofSeconds(60);

    /** How often everything may be run. */
    public static final int MOST_RUNS = 1000;

    /** The time scale that is to be measured. */
    public static final String AUTO = "auto";

    /** Copies the arguments; no property has none at all. */
    public Pace {
        arguments = arguments == null || arguments.isEmpty() ? null : List.copyOf(arguments);
    }

    /** For random arguments. */
    public static Pace random(long seed, double timeScale, Duration usualLimit) {
        return new Pace(seed, timeScale, usualLimit, null);
    }

    /** What a text says of the time scale; none if it is to be measured. */
    public static Optional<Double> timeScale(String text) {
        if (text.strip().equalsIgnoreCase(AUTO)) {
            return Optional.empty();
        }
        try {
            double scale = Double.parseDouble(text);
            if (scale > 0 && scale <= 1000) {
                return Optional.of(scale);
            }
        } catch (NumberFormatException e) {
            // It is refused like a number that can't be meant.
        }
        throw new IllegalArgumentException(
                "is '" + text + "'; it must be 'auto', or above 0 and at most 1000");
    }

    Duration limit() {
        return scaled(usualLimit);
    }

    Duration scaled(Duration usual) {
        return Duration.ofMillis(Math.round(usual.toMillis() * timeScale));
    }
}
