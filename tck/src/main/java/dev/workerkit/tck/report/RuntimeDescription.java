package dev.workerkit.tck.report;

import dev.workerkit.Capability;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The runtime that was verified.
 *
 * @param name by which it is opened
 * @param provider its provider's class, or {@code harness}
 * @param version of the provider's jar, if that says one
 * @param capabilities the ids of those that it declares, sorted
 * @param harness how the harness is run behind which it is, if it is
 */
public record RuntimeDescription(
        String name,
        String provider,
        @Nullable String version,
        List<String> capabilities,
        @Nullable String harness) {

    /** Keeps a copy of the capabilities. */
    public RuntimeDescription {
        capabilities = List.copyOf(capabilities);
    }

    /** Sorts the capabilities. */
    public static RuntimeDescription of(
            String name,
            String provider,
            @Nullable String version,
            Collection<Capability> capabilities) {
        return new RuntimeDescription(
                name,
                provider,
                version,
                capabilities.stream().map(Capability::id).sorted().toList(),
                null);
    }

    /** The same behind a harness that is run so. */
    public RuntimeDescription behind(String line) {
        return new RuntimeDescription(name, provider, version, capabilities, line);
    }

    /** Which it is, for the command line. */
    public String option() {
        return harness == null
                ? "--runtime " + name
                : "--harness '" + harness.replace("'", "'\\''") + "'";
    }
}
