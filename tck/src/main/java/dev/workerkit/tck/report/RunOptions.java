package dev.workerkit.tck.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.workerkit.tck.exclusion.Exclusion;
import dev.workerkit.tck.registry.RegisteredRequirement;
import java.util.List;
import java.util.Optional;

/**
 * How a run was asked for.
 *
 * @param areas the codes of those asked for; none means all
 * @param requirements the ids of those asked for; none means all
 * @param seed of all random choices
 * @param timeScale by which deadlines were multiplied
 * @param exclusions those that were given, whether needed or not
 */
public record RunOptions(
        List<String> areas,
        List<String> requirements,
        long seed,
        double timeScale,
        List<Exclusion> exclusions) {

    /** Keeps copies of the lists. */
    public RunOptions {
        areas = List.copyOf(areas);
        requirements = List.copyOf(requirements);
        exclusions = List.copyOf(exclusions);
    }

    /** Whether this requirement was asked for. */
    public boolean asksFor(RegisteredRequirement requirement) {
        return asksFor(requirement.area().code(), requirement.id());
    }

    /** Whether the requirement of this area and id was asked for. */
    public boolean asksFor(String area, String id) {
        return !isPartial() || areas.contains(area) || requirements.contains(id);
    }

    /** The exclusion of this requirement, if there is one. */
    public Optional<Exclusion> exclusion(String id) {
        return exclusions.stream().filter(given -> given.requirement().equals(id)).findFirst();
    }

    /** Whether the requirement is excluded although it did not fail. */
    public boolean excludesNeedlessly(RequirementResult requirement) {
        return exclusion(requirement.id()).isPresent()
                && requirement.verdict() != Verdict.EXCLUDED
                && asksFor(requirement.area().code(), requirement.id());
    }

    /** Whether not everything was asked for. */
    @JsonIgnore
    public boolean isPartial() {
        return !areas.isEmpty() || !requirements.isEmpty();
    }
}
