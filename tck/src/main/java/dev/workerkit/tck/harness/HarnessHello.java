package dev.workerkit.tck.harness;

import dev.workerkit.Capability;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a harness introduces itself.
 *
 * @param name of the runtime behind it
 * @param version of that, if it is known
 * @param capabilities what the runtime declares
 */
public record HarnessHello(String name, Optional<String> version, Set<Capability> capabilities) {

    /** The version of the protocol that is spoken here. */
    static final int PROTOCOL = 1;

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,63}");

    /** What this version of the protocol has no words for. */
    private static final Set<Capability> NOT_CARRIED =
            EnumSet.of(
                    Capability.JAVA,
                    Capability.JVM,
                    Capability.CHANNEL,
                    Capability.DURABLE,
                    Capability.POOL,
                    Capability.SHARED,
                    Capability.KILL_SWITCH,
                    Capability.EXEC,
                    Capability.SPARES);

    /** Keeps a copy of the capabilities. */
    public HarnessHello {
        capabilities =
                capabilities.isEmpty()
                        ? Set.of()
                        : Collections.unmodifiableSet(EnumSet.copyOf(capabilities));
    }

    /** Waits for it. */
    static HarnessHello of(Link link) {
        return link.introduced(HarnessHello::of);
    }

    private static HarnessHello of(Told told) {
        long protocol = told.whole("protocol");
        if (protocol != PROTOCOL) {
            throw new Told.MalformedException(
                    "it speaks the protocol " + protocol + "; here " + PROTOCOL + " is spoken");
        }
        String name = told.text("name");
        if (!NAME.matcher(name).matches()) {
            throw new Told.MalformedException(
                    "the 'name' in its hello is '"
                            + Excerpt.of(name)
                            + "'; use at most 63 lower-case letters, digits and hyphens");
        }
        Set<Capability> declared = EnumSet.noneOf(Capability.class);
        told.texts("capabilities").forEach(id -> declared.add(capability(id)));
        return new HarnessHello(name, told.optionalText("version"), declared);
    }

    private static Capability capability(String id) {
        List<String> known =
                Arrays.stream(Capability.values())
                        .filter(each -> !NOT_CARRIED.contains(each))
                        .map(Capability::id)
                        .toList();
        return Arrays.stream(Capability.values())
                .filter(each -> each.id().equals(id) && !NOT_CARRIED.contains(each))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Told.MalformedException(
                                        "it declares '"
                                                + Excerpt.of(id)
                                                + "', which a harness can't: known are "
                                                + String.join(", ", known)));
    }
}
