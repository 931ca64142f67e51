package dev.workerkit.tck.selftest;

import dev.workerkit.tck.examiner.Candidate;
import dev.workerkit.tck.examiner.Examiner;
import dev.workerkit.tck.examiner.Lanes;
import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.sabotage.Sabotage;
import dev.workerkit.tck.sabotage.Sabotages;
import java.time.Duration;
import java.util.List;

/**
 * What a selftest is about.
 *
 * @param requirements those that are to be broken, in the order of the specification
 * @param sabotages those that break them
 * @param seed of all random choices
 * @param lanes how many verifications run side by side, and how patient to be
 * @param usualLimit how long a verification may take on the whole runtime
 */
public record SelftestPlan(
        List<RegisteredRequirement> requirements,
        List<Sabotage> sabotages,
        long seed,
        Lanes lanes,
        Duration usualLimit) {

    /** Much of the time is spent waiting for what a broken runtime never does. */
    public static final int DEFAULT_LANES = Math.min(16, 2 * Lanes.DEFAULT_COUNT);

    /** Copies both. */
    public SelftestPlan {
        requirements = List.copyOf(requirements);
        sabotages = List.copyOf(sabotages);
    }

    /**
     * What was asked for.
     *
     * @param areas codes of areas
     * @param requirements ids of requirements
     * @param sabotages ids of sabotages; if there are none, nor areas or requirements, all
     */
    public record Scope(List<String> areas, List<String> requirements, List<String> sabotages) {

        private boolean isAll() {
            return areas.isEmpty() && requirements.isEmpty() && sabotages.isEmpty();
        }

        private boolean has(RegisteredRequirement requirement) {
            return isAll()
                    || areas.contains(requirement.area().code())
                    || requirements.contains(requirement.id());
        }
    }

    /** A plan for what was asked for. */
    public static SelftestPlan of(
            Registry registry, Scope scope, long seed, Lanes lanes, Duration usualLimit) {
        List<String> whole =
                registry.requirements().stream()
                        .filter(scope::has)
                        .map(RegisteredRequirement::id)
                        .toList();
        List<Sabotage> sabotages =
                Sabotages.all().stream()
                        .filter(
                                each ->
                                        whole.contains(each.requirement())
                                                || scope.sabotages().contains(each.id()))
                        .toList();
        List<RegisteredRequirement> requirements =
                registry.requirements().stream()
                        .filter(
                                each ->
                                        whole.contains(each.id())
                                                || sabotages.stream()
                                                        .map(Sabotage::requirement)
                                                        .anyMatch(each.id()::equals))
                        .toList();
        return new SelftestPlan(requirements, sabotages, seed, lanes, usualLimit);
    }

    /**
     * So many lanes, and as patient as with half of them: those that wait for what never comes need
     * no processor.
     */
    public static Lanes lanes(Candidate candidate, int count) {
        Lanes measured = Examiner.here(candidate).calibrate(Math.max(1, count / 2));
        return new Lanes(count, measured.timeScale(), measured.timeScaleAlone());
    }
}
