package dev.workerkit.tck.report;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.workerkit.tck.registry.Level;
import java.util.List;

/** What a whole run comes to. */
public enum Outcome {
    /** Each MUST that applies passed, or can't be tested by anybody, for a reason. */
    CONFORMANT("conformant", 0),
    /** The same, but some failed and are excluded. */
    CONFORMANT_WITH_EXCLUSIONS("conformantWithExclusions", 0),
    /** What was asked for passed, but not everything was asked for. */
    PARTIAL("partial", 0),
    /** A MUST failed. */
    NOT_CONFORMANT("notConformant", 1),
    /**
     * No MUST failed, but of some no verdict could be given, or nobody looked, or the run was
     * interrupted.
     */
    INCONCLUSIVE("inconclusive", 2),
    /** The TCK itself failed. */
    TCK_FAILED("tckFailed", 3);

    private final String id;
    private final int exitCode;

    Outcome(String id, int exitCode) {
        this.id = id;
        this.exitCode = exitCode;
    }

    /**
     * What these requirements come to.
     *
     * @param partial whether they are not all that there are
     */
    static Outcome of(List<RequirementResult> requirements, boolean partial, boolean interrupted) {
        Summary summary = Summary.of(requirements, List.of());
        if (interrupted) {
            return INCONCLUSIVE;
        }
        if (summary.must().of(Verdict.FAILED) > 0) {
            return NOT_CONFORMANT;
        }
        if (summary.requirements(Verdict.ERROR) > 0) {
            return TCK_FAILED;
        }
        if (summary.must().of(Verdict.CANT_TELL) + summary.must().of(Verdict.FLAKY) > 0) {
            return INCONCLUSIVE;
        }
        if (partial) {
            return PARTIAL;
        }
        if (requirements.stream().anyMatch(Outcome::isLeftOut)) {
            return INCONCLUSIVE;
        }
        return summary.must().of(Verdict.EXCLUDED) > 0 ? CONFORMANT_WITH_EXCLUSIONS : CONFORMANT;
    }

    /** Green must not hide what was not looked at. */
    private static boolean isLeftOut(RequirementResult requirement) {
        return requirement.level() == Level.MUST
                && requirement.verdict() == Verdict.UNTESTED
                && requirement.isTestable();
    }

    /** The word in reports. */
    @JsonValue
    public String id() {
        return id;
    }

    /** What the command line exits with. */
    public int exitCode() {
        return exitCode;
    }

    /** The words for people. */
    public String words() {
        return switch (this) {
            case CONFORMANT, CONFORMANT_WITH_EXCLUSIONS -> "Conformant";
            case PARTIAL -> "Partial: passed";
            case NOT_CONFORMANT -> "Not conformant";
            case INCONCLUSIVE -> "Inconclusive";
            case TCK_FAILED -> "The TCK failed";
        };
    }
}
