package dev.workerkit.tck.report;

import dev.workerkit.tck.exclusion.Exclusion;
import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.registry.Level;
import dev.workerkit.tck.registry.RegisteredRequirement;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a requirement.
 *
 * @param id of the requirement
 * @param area the chapter of the specification
 * @param level how binding it is
 * @param capabilities the ids of those that it belongs to; none for the core
 * @param profile the name of the profile that it belongs to, if it belongs to one
 * @param text the requirement
 * @param intent what it is good for
 * @param verdict that of its verifications taken together
 * @param reason why the verdict is not {@link Verdict#PASSED}
 * @param exclusion why it does not count that it failed, if the verdict is {@link
 *     Verdict#EXCLUDED}
 * @param verifications the ids of those that speak for it
 */
public record RequirementResult(
        String id,
        Area area,
        Level level,
        List<String> capabilities,
        @Nullable String profile,
        String text,
        String intent,
        Verdict verdict,
        @Nullable String reason,
        @Nullable Exclusion exclusion,
        List<String> verifications) {

    /** What an exclusion can be about. */
    private static final Set<Verdict> EXCLUDABLE =
            Set.of(Verdict.FAILED, Verdict.ERROR, Verdict.FLAKY, Verdict.CANT_TELL);

    /** From the worst to the best: what one verification finds, the others can't mend. */
    private static final List<Verdict> DECISIVE_FIRST =
            List.of(
                    Verdict.FAILED,
                    Verdict.ERROR,
                    Verdict.FLAKY,
                    Verdict.CANT_TELL,
                    Verdict.UNTESTED,
                    Verdict.PASSED,
                    Verdict.INAPPLICABLE);

    /** Keeps copies of the lists. */
    public RequirementResult {
        capabilities = List.copyOf(capabilities);
        verifications = List.copyOf(verifications);
    }

    /**
     * Takes the results of a requirement's verifications, at least one, together. Those that are
     * inapplicable, because they speak for other requirements too, say nothing; if none says
     * anything, the requirement is untested.
     */
    public static RequirementResult of(
            RegisteredRequirement requirement, List<VerificationResult> results) {
        VerificationResult decisive =
                results.stream()
                        .min(
                                Comparator.comparing(
                                        result -> DECISIVE_FIRST.indexOf(result.verdict())))
                        .orElseThrow();
        return of(
                requirement,
                decisive.verdict() == Verdict.INAPPLICABLE ? Verdict.UNTESTED : decisive.verdict(),
                decisive.message(),
                results.stream().map(VerificationResult::id).toList());
    }

    /** One whose verdict does not come from its verifications. */
    public static RequirementResult of(
            RegisteredRequirement requirement,
            Verdict verdict,
            @Nullable String reason,
            List<String> verifications) {
        return new RequirementResult(
                requirement.id(),
                requirement.area(),
                requirement.level(),
                requirement.capabilities(),
                requirement.profile(),
                requirement.text(),
                requirement.intent(),
                verdict,
                reason,
                null,
                verifications);
    }

    /** The same with this exclusion, if it didn't pass otherwise. */
    public RequirementResult excludedBy(Exclusion given) {
        return EXCLUDABLE.contains(verdict) ? with(Verdict.EXCLUDED, reason, given) : this;
    }

    /** The same as something that is not always the same. */
    RequirementResult flaky(String why) {
        return with(Verdict.FLAKY, why, null);
    }

    private RequirementResult with(
            Verdict newVerdict, @Nullable String newReason, @Nullable Exclusion newExclusion) {
        return new RequirementResult(
                id,
                area,
                level,
                capabilities,
                profile,
                text,
                intent,
                newVerdict,
                newReason,
                newExclusion,
                verifications);
    }

    /** Whether the TCK has a verification of it. */
    public boolean isTestable() {
        return !verifications.isEmpty();
    }
}
