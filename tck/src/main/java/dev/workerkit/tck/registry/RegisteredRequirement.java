package dev.workerkit.tck.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A requirement of {@code SPEC.md}.
 *
 * @param id never reused, for example {@code WRK-LIFE-001}
 * @param level how binding it is
 * @param capabilities the ids of those that a runtime declares all of if it applies to it; none
 *     for the core
 * @param text the requirement
 * @param intent what it is good for
 * @param profile the name of the profile that it belongs to, if it belongs to one
 */
public record RegisteredRequirement(
        String id,
        Level level,
        List<String> capabilities,
        String text,
        String intent,
        @Nullable String profile) {

    /** Checks the form of the id. */
    public RegisteredRequirement {
        if (!id.matches("WRK-[A-Z]+-\\d{3}")) {
            throw new RegistryException("'" + id + "' is not of the form WRK-AREA-000");
        }
        capabilities = List.copyOf(capabilities);
    }

    /** The same, as part of the first of these profiles that has it. */
    RegisteredRequirement in(List<Profile> profiles) {
        return profiles.stream()
                .filter(candidate -> candidate.has(capabilities))
                .findFirst()
                .map(
                        found ->
                                new RegisteredRequirement(
                                        id, level, capabilities, text, intent, found.name()))
                .orElse(this);
    }

    /** The chapter it stands in. */
    public Area area() {
        return Area.of(id.split("-")[1]);
    }
}
