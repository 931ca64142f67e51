package dev.workerkit.tck.report;

import dev.workerkit.Capability;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The runtime that was verified.
 *
 * @param name by which it is opened
 * @param provider its provider's class
 * @param version of the provider's jar, if that says one
 * @param capabilities the ids of those that it declares, sorted
 */
public record RuntimeDescription(
        String name, String provider, @Nullable String version, List<String> capabilities) {

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
                capabilities.stream().map(Capability::id).sorted().toList());
    }
}
