package dev.workerkit.tck.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a run found, complete: each requirement of the specification is in it, so that nothing that
 * was not tested is hidden.
 *
 * @param schemaVersion of this form of report
 * @param tckVersion of the TCK
 * @param specVersion of the specification
 * @param runtime what was verified
 * @param environment where
 * @param started when
 * @param durationMillis how long it took
 * @param options how it was asked for
 * @param interrupted whether it was ended before it was complete
 * @param outcome what it comes to
 * @param summary the counts
 * @param requirements all, in the order of the specification
 * @param verifications all, in the order of the requirements
 */
public record ConformanceReport(
        String schemaVersion,
        String tckVersion,
        String specVersion,
        RuntimeDescription runtime,
        Environment environment,
        Instant started,
        long durationMillis,
        RunOptions options,
        boolean interrupted,
        Outcome outcome,
        Summary summary,
        List<RequirementResult> requirements,
        List<VerificationResult> verifications) {

    /** The version of the form that is written. */
    public static final String SCHEMA_VERSION = "1.0";

    /** Keeps copies of the lists. */
    public ConformanceReport {
        requirements = List.copyOf(requirements);
        verifications = List.copyOf(verifications);
    }

    /** Counts, and comes to an outcome. */
    public static ConformanceReport of(
            Subject subject,
            RunOptions options,
            Instant started,
            Duration duration,
            boolean interrupted,
            List<RequirementResult> requirements,
            List<VerificationResult> verifications) {
        Summary summary = Summary.of(requirements, verifications);
        return new ConformanceReport(
                SCHEMA_VERSION,
                subject.tckVersion(),
                subject.specVersion(),
                subject.runtime(),
                subject.environment(),
                started,
                duration.toMillis(),
                options,
                interrupted,
                outcome(summary, options, interrupted),
                summary,
                requirements,
                verifications);
    }

    /** How long the run took. */
    public Duration duration() {
        return Duration.ofMillis(durationMillis);
    }

    /** The outcome for people; it never hides that something was excluded. */
    public String headline() {
        int excluded = summary.requirements(Verdict.EXCLUDED);
        return excluded == 0
                ? outcome.words()
                : outcome.words() + ", with " + Counted.of(excluded, "exclusion");
    }

    /** Those that are excluded although they did not fail; none if the run was interrupted. */
    public List<RequirementResult> needlesslyExcluded() {
        return interrupted
                ? List.of()
                : requirements.stream().filter(options::excludesNeedlessly).toList();
    }

    /** The outcome that follows from the verdicts. */
    Outcome outcomeDue() {
        return outcome(Summary.of(requirements, verifications), options, interrupted);
    }

    private static Outcome outcome(Summary summary, RunOptions options, boolean interrupted) {
        if (interrupted) {
            return Outcome.INCONCLUSIVE;
        }
        if (summary.must().of(Verdict.FAILED) > 0) {
            return Outcome.NOT_CONFORMANT;
        }
        if (summary.requirements(Verdict.ERROR) > 0) {
            return Outcome.TCK_FAILED;
        }
        if (summary.must().of(Verdict.CANT_TELL) > 0) {
            return Outcome.INCONCLUSIVE;
        }
        if (options.isPartial()) {
            return Outcome.PARTIAL;
        }
        return summary.must().of(Verdict.EXCLUDED) > 0
                ? Outcome.CONFORMANT_WITH_EXCLUSIONS
                : Outcome.CONFORMANT;
    }

    /**
     * What was verified, by what, and where.
     *
     * @param tckVersion of the TCK
     * @param specVersion of the specification
     * @param runtime what is verified
     * @param environment where
     */
    public record Subject(
            String tckVersion,
            String specVersion,
            RuntimeDescription runtime,
            Environment environment) {}
}
