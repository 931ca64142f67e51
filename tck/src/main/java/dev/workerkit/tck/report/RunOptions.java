package dev.workerkit.tck.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.workerkit.tck.registry.RegisteredRequirement;
import java.util.List;

/**
 * How a run was asked for.
 *
 * @param areas the codes of those asked for; none means all
 * @param requirements the ids of those asked for; none means all
 * @param seed of all random choices
 * @param timeScale by which deadlines were multiplied
 */
public record RunOptions(
        List<String> areas, List<String> requirements, long seed, double timeScale) {

    /** Keeps copies of the lists. */
    public RunOptions {
        areas = List.copyOf(areas);
        requirements = List.copyOf(requirements);
    }

    /** Whether this requirement was asked for. */
    public boolean asksFor(RegisteredRequirement requirement) {
        return !isPartial()
                || areas.contains(requirement.area().code())
                || requirements.contains(requirement.id());
    }

    /** Whether not everything was asked for. */
    @JsonIgnore
    public boolean isPartial() {
        return !areas.isEmpty() || !requirements.isEmpty();
    }
}
