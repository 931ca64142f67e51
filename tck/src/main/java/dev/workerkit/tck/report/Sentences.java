package dev.workerkit.tck.report;

import dev.workerkit.tck.registry.Level;
import java.util.List;
import java.util.stream.Collectors;

/** What a report comes to, in a sentence. */
public final class Sentences {

    private Sentences() {}

    /** For example: 2 of 84 MUST requirements that apply to 'local' failed. */
    public static String of(ConformanceReport report) {
        return found(report) + exclusions(report);
    }

    /** For example: The exclusion of WRK-LIFE-003 is not needed: it passed. Take it out. */
    public static String needlessExclusion(RequirementResult requirement) {
        return "The exclusion of "
                + requirement.id()
                + " is not needed: "
                + (requirement.verdict() == Verdict.PASSED ? "it " : "it is ")
                + requirement.verdict().word()
                + ". Take it out.";
    }

    /** The ids of what is excluded, so that it is never overlooked. */
    private static String exclusions(ConformanceReport report) {
        List<String> excluded =
                report.requirements().stream()
                        .filter(requirement -> requirement.verdict() == Verdict.EXCLUDED)
                        .map(RequirementResult::id)
                        .toList();
        return excluded.isEmpty()
                ? ""
                : " Excluded "
                        + (excluded.size() == 1 ? "is " : "are ")
                        + String.join(", ", excluded)
                        + ", which did not pass.";
    }

    /** Why what was asked for is not proven, although all of it passed. */
    private static String unproven(ConformanceReport report) {
        return report.profiles().stream()
                .filter(profile -> report.options().profiles().contains(profile.name()))
                .filter(profile -> !profile.isConformant())
                .map(profile -> unproven(report, profile))
                .collect(Collectors.joining(" "));
    }

    private static String unproven(ConformanceReport report, ProfileResult profile) {
        return "'"
                + report.runtime().name()
                + (profile.claimed()
                        ? "' could not be tested in full for the profile "
                                + profile.name()
                                + ": "
                                + String.join(", ", profile.inTheWay())
                                + "."
                        : "' does not claim the profile "
                                + profile.name()
                                + ": it does not declare "
                                + String.join(", ", profile.lacking())
                                + ".");
    }

    private static List<String> leftOut(ConformanceReport report) {
        return report.requirements().stream()
                .filter(each -> each.level() == Level.MUST && each.isTestable())
                .filter(each -> each.verdict() == Verdict.UNTESTED)
                .map(RequirementResult::id)
                .toList();
    }

    private static String found(ConformanceReport report) {
        Tally must = report.summary().must();
        int applying = must.total() - must.of(Verdict.INAPPLICABLE);
        String runtime = "'" + report.runtime().name() + "'";
        if (report.interrupted()) {
            return "The run on "
                    + runtime
                    + " was interrupted: "
                    + must.of(Verdict.PASSED)
                    + " of "
                    + applying
                    + " MUST requirements passed, "
                    + must.of(Verdict.FAILED)
                    + " failed until then.";
        }
        return switch (report.outcome()) {
            case CONFORMANT, CONFORMANT_WITH_EXCLUSIONS ->
                    must.of(Verdict.PASSED)
                            + " of "
                            + applying
                            + " MUST requirements that apply to "
                            + runtime
                            + " passed"
                            + (must.of(Verdict.UNTESTED) > 0
                                    ? "; " + must.of(Verdict.UNTESTED) + " can't be tested, see why"
                                    : "")
                            + ".";
            case PARTIAL ->
                    "What was asked for passed on "
                            + runtime
                            + "; "
                            + report.summary().requirements(Verdict.UNTESTED)
                            + " requirements were not looked at.";
            case NOT_CONFORMANT ->
                    must.of(Verdict.FAILED)
                            + " of "
                            + applying
                            + " MUST requirements that apply to "
                            + runtime
                            + " failed.";
            case INCONCLUSIVE ->
                    must.of(Verdict.CANT_TELL) + must.of(Verdict.FLAKY) > 0
                            ? "Of "
                                    + (must.of(Verdict.CANT_TELL) + must.of(Verdict.FLAKY))
                                    + " MUST requirements it can't be told whether "
                                    + runtime
                                    + " satisfies them"
                                    + (must.of(Verdict.FLAKY) > 0
                                            ? "; "
                                                    + must.of(Verdict.FLAKY)
                                                    + " were not the same in all runs."
                                            : ".")
                            : report.options().profiles().isEmpty()
                                    ? "Of "
                                            + runtime
                                            + " these MUST requirements were not tested: "
                                            + String.join(", ", leftOut(report))
                                            + "."
                                    : unproven(report);
            case TCK_FAILED ->
                    "The TCK itself failed at "
                            + report.summary().requirements(Verdict.ERROR)
                            + " requirements; "
                            + runtime
                            + " is not to blame.";
        };
    }
}
