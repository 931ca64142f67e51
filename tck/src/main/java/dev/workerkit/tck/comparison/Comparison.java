package dev.workerkit.tck.comparison;

import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.RequirementResult;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Two reports beside each other, requirement by requirement. What one of the runs was not asked for
 * is left out, as nothing became of it.
 *
 * @param before the first
 * @param after the second
 * @param changes of each requirement that can be compared, in the order of the second report; gone
 *     ones are last
 * @param leftOut how many requirements one of the runs was not asked for
 */
public record Comparison(
        ConformanceReport before, ConformanceReport after, List<Change> changes, int leftOut) {

    /** Compares. */
    public static Comparison of(ConformanceReport before, ConformanceReport after) {
        Map<String, RequirementResult> old = byId(before);
        Map<String, RequirementResult> now = byId(after);
        Set<String> ids = new LinkedHashSet<>(now.keySet());
        ids.addAll(old.keySet());
        List<Change> changes =
                ids.stream()
                        .map(id -> change(old, now, id))
                        .filter(change -> isAskedFor(before, change.before()))
                        .filter(change -> isAskedFor(after, change.after()))
                        .toList();
        return new Comparison(before, after, changes, ids.size() - changes.size());
    }

    /** Those that went this way. */
    public List<Change> of(Direction direction) {
        return changes.stream().filter(change -> change.direction() == direction).toList();
    }

    private static Change change(
            Map<String, RequirementResult> old, Map<String, RequirementResult> now, String id) {
        return Change.of(Optional.ofNullable(old.get(id)), Optional.ofNullable(now.get(id)));
    }

    private static boolean isAskedFor(
            ConformanceReport report, Optional<RequirementResult> requirement) {
        return requirement.stream().allMatch(report.options()::asksFor);
    }

    private static Map<String, RequirementResult> byId(ConformanceReport report) {
        return report.requirements().stream()
                .collect(
                        Collectors.toMap(
                                RequirementResult::id,
                                Function.identity(),
                                (one, other) -> other,
                                LinkedHashMap::new));
    }
}
