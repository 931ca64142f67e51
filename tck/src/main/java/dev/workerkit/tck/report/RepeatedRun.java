package dev.workerkit.tck.report;

import dev.workerkit.tck.Timing;
import dev.workerkit.tck.registry.Profile;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Several runs of the same, taken together: what was the same in all of them is so, and what was not
 * is flaky, however often it passed.
 */
public final class RepeatedRun {

    private final List<ConformanceReport> runs;

    private RepeatedRun(List<ConformanceReport> runs) {
        this.runs = runs;
    }

    /**
     * Takes runs together.
     *
     * @param all at least one; if the last was interrupted, its verdicts count only if it is alone
     * @param profiles of the specification
     */
    public static ConformanceReport of(List<ConformanceReport> all, List<Profile> profiles) {
        if (all.size() == 1) {
            return all.get(0);
        }
        ConformanceReport first = all.get(0);
        RepeatedRun complete =
                new RepeatedRun(
                        first.interrupted()
                                ? List.of(first)
                                : all.stream().filter(run -> !run.interrupted()).toList());
        return ConformanceReport.of(
                new ConformanceReport.Subject(
                        first.tckVersion(),
                        first.specVersion(),
                        profiles,
                        first.runtime(),
                        first.environment()),
                first.options(),
                first.started(),
                all.stream().map(ConformanceReport::duration).reduce(Duration.ZERO, Duration::plus),
                all.stream().anyMatch(ConformanceReport::interrupted),
                first.requirements().stream().map(complete::requirement).toList(),
                first.verifications().stream().map(complete::verification).toList());
    }

    private RequirementResult requirement(RequirementResult any) {
        List<RequirementResult> found =
                runs.stream()
                        .flatMap(run -> run.requirements().stream())
                        .filter(each -> each.id().equals(any.id()))
                        .toList();
        RequirementResult worst =
                found.stream()
                        .min(Comparator.comparing(RequirementResult::verdict, Verdict.WORST_FIRST))
                        .orElseThrow();
        Tally tally = Tally.of(found.stream().map(RequirementResult::verdict).toList());
        if (isSame(tally)) {
            return worst;
        }
        Optional<RequirementResult> excluded =
                found.stream().filter(each -> each.exclusion() != null).findFirst();
        return excluded.orElseGet(() -> worst.flaky(words(tally, worst.reason())));
    }

    private VerificationResult verification(VerificationResult any) {
        return verification(
                runs.stream()
                        .flatMap(run -> run.verifications().stream())
                        .filter(each -> each.id().equals(any.id()))
                        .toList());
    }

    /** What the same verification found in several runs, at least one, as one. */
    public static VerificationResult verification(List<VerificationResult> found) {
        if (found.size() == 1) {
            return found.get(0);
        }
        VerificationResult worst =
                found.stream()
                        .min(Comparator.comparing(VerificationResult::verdict, Verdict.WORST_FIRST))
                        .orElseThrow();
        Tally tally = Tally.of(found.stream().map(VerificationResult::verdict).toList());
        boolean same = isSame(tally);
        return new VerificationResult(
                worst.id(),
                worst.requirements(),
                same ? worst.verdict() : Verdict.FLAKY,
                found.stream().mapToLong(VerificationResult::durationMillis).max().orElse(0),
                same ? worst.message() : words(tally, worst.message()),
                worst.details(),
                worst.counterexample(),
                tightest(found),
                same ? null : tally,
                worst.besideOthers());
    }

    private static List<Timing> tightest(List<VerificationResult> found) {
        return found.stream()
                .flatMap(each -> each.timings().stream())
                .collect(
                        Collectors.toMap(
                                timing -> timing.kind() + timing.what(),
                                timing -> timing,
                                (one, other) -> one.tightness() >= other.tightness() ? one : other))
                .values()
                .stream()
                .sorted(
                        Comparator.comparing(Timing::judges)
                                .thenComparingDouble(Timing::tightness)
                                .reversed())
                .toList();
    }

    private static boolean isSame(Tally tally) {
        return tally.counts().values().stream().filter(count -> count > 0).count() == 1;
    }

    private static String words(Tally tally, @Nullable String reason) {
        String counts =
                tally.counts().entrySet().stream()
                        .filter(count -> count.getValue() > 0)
                        .map(count -> count.getValue() + " " + count.getKey().word())
                        .collect(Collectors.joining(", "));
        return "Not the same in %d runs: %s. %s"
                .formatted(tally.total(), counts, Objects.requireNonNullElse(reason, ""))
                .strip();
    }
}
