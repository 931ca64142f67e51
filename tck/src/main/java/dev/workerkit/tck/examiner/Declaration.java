package dev.workerkit.tck.examiner;

import dev.workerkit.Capability;
import dev.workerkit.tck.report.RuntimeDescription;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a runtime before anything is verified.
 *
 * @param description for the report
 * @param capabilities that it declares; all if it can't be asked, so that nothing is hidden
 * @param obstacle why nothing can be told of it, if it can't even be opened
 */
public record Declaration(
        RuntimeDescription description, Set<Capability> capabilities, @Nullable String obstacle) {

    /** Copies the capabilities. */
    public Declaration {
        capabilities = Set.copyOf(capabilities);
    }

    /** Of a runtime that can't be opened. */
    static Declaration unopened(String name, String provider, String why) {
        return new Declaration(
                RuntimeDescription.of(name, provider, null, Set.of()),
                EnumSet.allOf(Capability.class),
                "The runtime can't be opened: " + why);
    }
}
