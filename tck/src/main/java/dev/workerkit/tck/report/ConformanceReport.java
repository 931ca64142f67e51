package dev.workerkit.tck.report;

import dev.workerkit.tck.registry.Profile;
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
 * @param profiles all, in the order of the specification
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
        List<ProfileResult> profiles,
        List<RequirementResult> requirements,
        List<VerificationResult> verifications) {

    /** The version of the form that is written. */
    public static final String SCHEMA_VERSION = "1.0";

    /** Keeps copies of the lists. */
    public ConformanceReport {
        profiles = List.copyOf(profiles);
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
        List<ProfileResult> profiles = profiles(subject, options, interrupted, requirements);
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
                outcome(requirements, profiles, options, interrupted),
                Summary.of(requirements, verifications),
                profiles,
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
        String words =
                isOfProfiles()
                        ? "Conformant to " + String.join(", ", options.profiles())
                        : outcome.words();
        return excluded == 0 ? words : words + ", with " + Counted.of(excluded, "exclusion");
    }

    /** Whether all that was asked for are profiles, to which the runtime conforms. */
    boolean isOfProfiles() {
        return outcome == Outcome.PARTIAL
                && options.areas().isEmpty()
                && options.requirements().isEmpty();
    }

    /** Those that are excluded although they did not fail; none if the run was interrupted. */
    public List<RequirementResult> needlesslyExcluded() {
        return interrupted
                ? List.of()
                : requirements.stream().filter(options::excludesNeedlessly).toList();
    }

    /** The outcome that follows from the verdicts. */
    Outcome outcomeDue() {
        return outcome(requirements, profiles, options, interrupted);
    }

    /** That of the requirements; but a profile that was asked for must be conformant. */
    private static Outcome outcome(
            List<RequirementResult> requirements,
            List<ProfileResult> profiles,
            RunOptions options,
            boolean interrupted) {
        Outcome outcome = Outcome.of(requirements, options.isPartial(), interrupted);
        return outcome == Outcome.PARTIAL
                        && !profiles.stream()
                                .filter(profile -> options.profiles().contains(profile.name()))
                                .allMatch(ProfileResult::isConformant)
                ? Outcome.INCONCLUSIVE
                : outcome;
    }

    private static List<ProfileResult> profiles(
            Subject subject,
            RunOptions options,
            boolean interrupted,
            List<RequirementResult> requirements) {
        return subject.profiles().stream()
                .map(
                        profile ->
                                ProfileResult.of(
                                        profile,
                                        subject.runtime().capabilities(),
                                        options,
                                        interrupted,
                                        requirements))
                .toList();
    }

    /**
     * What was verified, by what, and where.
     *
     * @param tckVersion of the TCK
     * @param specVersion of the specification
     * @param profiles of the specification
     * @param runtime what is verified
     * @param environment where
     */
    public record Subject(
            String tckVersion,
            String specVersion,
            List<Profile> profiles,
            RuntimeDescription runtime,
            Environment environment) {}
}
