package dev.workerkit.tck.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.workerkit.tck.registry.Level;
import java.util.List;

/**
 * The counts.
 *
 * @param must of the requirements of this level
 * @param should of the requirements of this level
 * @param may of the requirements of this level
 * @param verifications of the verifications
 */
public record Summary(
        @JsonProperty("MUST") Tally must,
        @JsonProperty("SHOULD") Tally should,
        @JsonProperty("MAY") Tally may,
        Tally verifications) {

    /** Counts. */
    public static Summary of(
            List<RequirementResult> requirements, List<VerificationResult> verifications) {
        return new Summary(
                tally(requirements, Level.MUST),
                tally(requirements, Level.SHOULD),
                tally(requirements, Level.MAY),
                Tally.of(verifications.stream().map(VerificationResult::verdict).toList()));
    }

    /** How many requirements, of whatever level, have this verdict. */
    public int requirements(Verdict verdict) {
        return must.of(verdict) + should.of(verdict) + may.of(verdict);
    }

    private static Tally tally(List<RequirementResult> requirements, Level level) {
        return Tally.of(
                requirements.stream()
                        .filter(requirement -> requirement.level() == level)
                        .map(RequirementResult::verdict)
                        .toList());
    }
}
