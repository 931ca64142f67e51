package dev.workerkit.tck.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is claimed and proven as a whole.
 *
 * @param name for example {@code channel}
 * @param base what it builds on; none for the core
 * @param capabilities the ids of those that it needs beyond those of its base
 * @param intent what it is for
 */
public record Profile(
        String name, @Nullable Profile base, List<String> capabilities, String intent) {

    /** Keeps a copy of the capabilities. */
    public Profile {
        capabilities = List.copyOf(capabilities);
    }

    /** All capabilities that a runtime declares which claims it, those of its base first. */
    public List<String> needs() {
        if (base == null) {
            return capabilities;
        }
        List<String> all = new ArrayList<>(base.needs());
        all.addAll(capabilities);
        return List.copyOf(all);
    }

    /** What a runtime that declares these capabilities lacks for it. */
    public List<String> lacking(Collection<String> declared) {
        return needs().stream().filter(capability -> !declared.contains(capability)).toList();
    }

    /** Whether a requirement that names these capabilities belongs to it, and not to its base. */
    boolean has(Collection<String> named) {
        return reaches(named) && (base == null || !base.reaches(named));
    }

    private boolean reaches(Collection<String> named) {
        return needs().containsAll(named);
    }
}
