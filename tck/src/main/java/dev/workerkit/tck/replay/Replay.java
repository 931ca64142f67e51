package dev.workerkit.tck.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.workerkit.tck.report.Counterexample;
import dev.workerkit.tck.report.Environment;
import dev.workerkit.tck.report.RuntimeDescription;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.trace.Trace;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A verification that did not pass, and all that is needed to do the same again.
 *
 * @param formatVersion of this form of file
 * @param tckVersion of the TCK
 * @param specVersion of the specification
 * @param runtime what was verified
 * @param environment where
 * @param verification its id
 * @param requirements the ids of those that it speaks for
 * @param seed of its random choices
 * @param timeScale by which its deadlines were multiplied
 * @param lanes how many verifications ran side by side
 * @param verdict what was found
 * @param message why, in a few words
 * @param details for who looks into it
 * @param counterexample what falsified it, for people, if it is a property
 * @param arguments what falsified it, shrunk to the least that still does, if it is a property; a
 *     replay makes exactly this one try
 * @param trace what it did and saw; of a property, in that try
 */
public record Replay(
        String formatVersion,
        String tckVersion,
        String specVersion,
        RuntimeDescription runtime,
        Environment environment,
        String verification,
        List<String> requirements,
        long seed,
        double timeScale,
        int lanes,
        Verdict verdict,
        String message,
        @Nullable String details,
        @Nullable Counterexample counterexample,
        @Nullable List<JsonNode> arguments,
        Trace trace) {

    /** The version of the form that is written. */
    public static final String FORMAT_VERSION = "1.0";

    /** Copies the lists; refuses what lacks something, as a file may. */
    public Replay {
        require("formatVersion", formatVersion);
        require("tckVersion", tckVersion);
        require("specVersion", specVersion);
        require("runtime", runtime);
        require("environment", environment);
        require("verification", verification);
        requirements = List.copyOf(require("requirements", requirements));
        require("verdict", verdict);
        require("message", message);
        arguments = arguments == null ? null : List.copyOf(arguments);
        require("trace", trace);
        if (!(timeScale > 0)) {
            throw new IllegalArgumentException(
                    "timeScale is " + timeScale + ", it must be above 0");
        }
    }

    private static <T> T require(String field, @Nullable T value) {
        return Objects.requireNonNull(value, field + " is missing");
    }
}
