package dev.workerkit.tck.report;

import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.registry.Level;
import dev.workerkit.tck.registry.RegisteredRequirement;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well the verifications of a requirement are proven.
 *
 * @param id of the requirement
 * @param area the chapter of the specification
 * @param level how binding it is
 * @param text the requirement
 * @param fate the worst of its sabotages
 * @param reason why it has none
 * @param sabotages the ids of those that break it
 */
public record SabotagedRequirement(
        String id,
        Area area,
        Level level,
        String text,
        Fate fate,
        @Nullable String reason,
        List<String> sabotages) {

    /** Keeps a copy of the ids. */
    public SabotagedRequirement {
        sabotages = List.copyOf(sabotages);
    }

    /** One with sabotages, at least one. */
    public static SabotagedRequirement of(
            RegisteredRequirement requirement, List<SabotageResult> results) {
        Fate worst =
                results.stream()
                        .map(SabotageResult::fate)
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
        return new SabotagedRequirement(
                requirement.id(),
                requirement.area(),
                requirement.level(),
                requirement.text(),
                worst,
                null,
                results.stream().map(SabotageResult::id).toList());
    }

    /** One that nothing breaks. */
    public static SabotagedRequirement without(
            RegisteredRequirement requirement, Fate fate, String reason) {
        return new SabotagedRequirement(
                requirement.id(),
                requirement.area(),
                requirement.level(),
                requirement.text(),
                fate,
                reason,
                List.of());
    }
}
