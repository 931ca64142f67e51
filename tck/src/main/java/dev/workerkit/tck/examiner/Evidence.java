package dev.workerkit.tck.examiner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.workerkit.tck.trace.Trace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By what others can follow a finding.
 *
 * @param trace what the verification did and saw; of a property that failed, in the least try that
 *     falsified it
 * @param arguments of that try
 */
public record Evidence(Trace trace, @Nullable List<JsonNode> arguments) {

    /** Copies the arguments; no property has none at all. */
    public Evidence {
        arguments = arguments == null || arguments.isEmpty() ? null : List.copyOf(arguments);
    }

    static final Evidence NONE = of(Trace.EMPTY);

    static Evidence of(Trace trace) {
        return new Evidence(trace, null);
    }
}
