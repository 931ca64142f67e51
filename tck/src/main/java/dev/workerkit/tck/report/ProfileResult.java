package dev.workerkit.tck.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.workerkit.tck.registry.Level;
import dev.workerkit.tck.registry.Profile;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a profile.
 *
 * @param name of the profile
 * @param intent what it is for
 * @param capabilities the ids of all that it needs
 * @param lacking those that the runtime does not declare
 * @param claimed whether the runtime declares all of them
 * @param outcome what its requirements come to, if it is claimed
 * @param must the counts of its requirements of this level
 * @param should the counts of its requirements of this level
 * @param may the counts of its requirements of this level
 * @param inTheWay the ids of what keeps it from being conformant; what was not tested comes last
 */
public record ProfileResult(
        String name,
        String intent,
        List<String> capabilities,
        List<String> lacking,
        boolean claimed,
        @Nullable Outcome outcome,
        @JsonProperty("MUST") Tally must,
        @JsonProperty("SHOULD") Tally should,
        @JsonProperty("MAY") Tally may,
        List<String> inTheWay) {

    /** Keeps copies of the lists. */
    public ProfileResult {
        capabilities = List.copyOf(capabilities);
        lacking = List.copyOf(lacking);
        inTheWay = List.copyOf(inTheWay);
    }

    /** Judges a profile by its requirements, which are found among all. */
    static ProfileResult of(
            Profile profile,
            Collection<String> declared,
            RunOptions options,
            boolean interrupted,
            List<RequirementResult> all) {
        List<RequirementResult> own =
                all.stream().filter(each -> profile.name().equals(each.profile())).toList();
        List<String> lacking = profile.lacking(declared);
        boolean claimed = lacking.isEmpty();
        return new ProfileResult(
                profile.name(),
                profile.intent(),
                profile.needs(),
                lacking,
                claimed,
                claimed ? outcome(own, options, interrupted) : null,
                tally(own, Level.MUST),
                tally(own, Level.SHOULD),
                tally(own, Level.MAY),
                claimed ? inTheWay(own).toList() : List.of());
    }

    /**
     * That of its requirements, as for the whole specification; but here nothing that can be tested
     * may have been left untested.
     */
    private static Outcome outcome(
            List<RequirementResult> own, RunOptions options, boolean interrupted) {
        Outcome outcome = Outcome.of(own, !own.stream().allMatch(options::asksFor), interrupted);
        boolean passed =
                outcome == Outcome.CONFORMANT || outcome == Outcome.CONFORMANT_WITH_EXCLUSIONS;
        return passed && inTheWay(own).findAny().isPresent() ? Outcome.INCONCLUSIVE : outcome;
    }

    private static Stream<String> inTheWay(List<RequirementResult> own) {
        return own.stream()
                .filter(each -> each.level() == Level.MUST)
                .filter(ProfileResult::isInTheWay)
                .sorted(Comparator.comparing(each -> each.verdict() == Verdict.UNTESTED))
                .map(RequirementResult::id);
    }

    private static boolean isInTheWay(RequirementResult requirement) {
        return switch (requirement.verdict()) {
            case PASSED, EXCLUDED -> false;
            case FAILED, FLAKY, CANT_TELL, ERROR, INAPPLICABLE -> true;
            case UNTESTED -> requirement.isTestable();
        };
    }

    private static Tally tally(List<RequirementResult> own, Level level) {
        return Tally.of(
                own.stream()
                        .filter(requirement -> requirement.level() == level)
                        .map(RequirementResult::verdict)
                        .toList());
    }

    /** Whether it is claimed, was tested in full, and each MUST of it passed or is excluded. */
    public boolean isConformant() {
        return outcome == Outcome.CONFORMANT || outcome == Outcome.CONFORMANT_WITH_EXCLUSIONS;
    }

    /** How it stands, for people. */
    public String words() {
        if (outcome == null) {
            return "not claimed";
        }
        return switch (outcome) {
            case CONFORMANT -> "conformant";
            case CONFORMANT_WITH_EXCLUSIONS -> "conformant, with exclusions";
            case PARTIAL -> must.of(Verdict.PASSED) == 0 ? "not looked at" : "tested in part";
            case NOT_CONFORMANT -> "not conformant";
            case INCONCLUSIVE -> "inconclusive";
            case TCK_FAILED -> "the TCK failed";
        };
    }
}
