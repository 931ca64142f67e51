package dev.workerkit.tck.report;

import dev.workerkit.tck.exclusion.Exclusion;
import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.registry.RegisteredRequirement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a run was asked for.
 *
 * @param areas the codes of those asked for; none means all
 * @param requirements the ids of those asked for; none means all
 * @param profiles the names of those asked for; none means all
 * @param seed of all random choices
 * @param timeScale by which deadlines were multiplied
 * @param runs how often everything was run, to see whether it is always the same
 * @param exclusions those that were given, whether needed or not
 */
public record RunOptions(
        List<String> areas,
        List<String> requirements,
        List<String> profiles,
        long seed,
        double timeScale,
        int runs,
        List<Exclusion> exclusions) {

    /** Keeps copies of the lists. Reports of older versions don't tell the runs: it was one. */
    public RunOptions {
        runs = Math.max(1, runs);
        areas = List.copyOf(areas);
        requirements = List.copyOf(requirements);
        profiles = List.copyOf(profiles);
        exclusions = List.copyOf(exclusions);
    }

    /** Everything. */
    public static RunOptions everything(long seed, double timeScale) {
        return new RunOptions(List.of(), List.of(), List.of(), seed, timeScale, 1, List.of());
    }

    /** Whether this requirement was asked for. */
    public boolean asksFor(RegisteredRequirement requirement) {
        return asksFor(requirement.area(), requirement.id(), requirement.profile());
    }

    /** Whether this requirement was asked for. */
    public boolean asksFor(RequirementResult requirement) {
        return asksFor(requirement.area(), requirement.id(), requirement.profile());
    }

    private boolean asksFor(Area area, String id, @Nullable String profile) {
        return !isPartial()
                || areas.contains(area.code())
                || requirements.contains(id)
                || profile != null && profiles.contains(profile);
    }

    /** The exclusion of this requirement, if there is one. */
    public Optional<Exclusion> exclusion(String id) {
        return exclusions.stream().filter(given -> given.requirement().equals(id)).findFirst();
    }

    /** Whether the requirement is excluded although it did not fail. */
    public boolean excludesNeedlessly(RequirementResult requirement) {
        return exclusion(requirement.id()).isPresent()
                && requirement.verdict() != Verdict.EXCLUDED
                && asksFor(requirement);
    }

    /** Whether not everything was asked for. */
    public boolean isPartial() {
        return !areas.isEmpty() || !requirements.isEmpty() || !profiles.isEmpty();
    }
}
