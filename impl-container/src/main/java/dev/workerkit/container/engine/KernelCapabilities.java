package dev.workerkit.container.engine;

import com.github.dockerjava.api.model.Capability;
import dev.workerkit.SpecException;
import java.util.Collection;

/** The capabilities of the Linux kernel that engines know. */
public final class KernelCapabilities {

    private KernelCapabilities() {}

    /**
     * Refuses what is none.
     *
     * @throws SpecException names it
     */
    public static void check(Collection<String> names) {
        names.forEach(KernelCapabilities::of);
    }

    /** One by its name, with or without the prefix. */
    static Capability of(String name) {
        String plain = name.startsWith("CAP_") ? name.substring("CAP_".length()) : name;
        try {
            return Capability.valueOf(plain);
        } catch (IllegalArgumentException e) {
            throw new SpecException(
                    "isolation.capabilities",
                    "'" + name + "' is no capability",
                    "give one of those of capabilities(7), for example NET_BIND_SERVICE");
        }
    }
}
