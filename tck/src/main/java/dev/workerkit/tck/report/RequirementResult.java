package dev.workerkit.tck.report;

import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.registry.Level;
import dev.workerkit.tck.registry.RegisteredRequirement;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a requirement.
 *
 * @param id of the requirement
 * @param area the chapter of the specification
 * @param level how binding it is
 * @param capabilities the ids of those that it belongs to; none for the core
 * @param text the requirement
 * @param intent what it is good for
 * @param verdict that of its verifications taken together
 * @param reason why the verdict is not {@link Verdict#PASSED}
 * @param verifications the ids of those that speak for it
 */
public record RequirementResult(
        String id,
        Area area,
        Level level,
        List<String> capabilities,
        String text,
        String intent,
        Verdict verdict,
        @Nullable String reason,
        List<String> verifications) {

    /** From the worst to the best: what one verification finds, the others can't mend. */
    private static final List<Verdict> WORST_FIRST =
            List.of(
                    Verdict.FAILED,
                    Verdict.ERROR,
                    Verdict.CANT_TELL,
                    Verdict.UNTESTED,
                    Verdict.INAPPLICABLE,
                    Verdict.PASSED);

    /** Keeps copies of the lists. */
    public RequirementResult {
        capabilities = List.copyOf(capabilities);
        verifications = List.copyOf(verifications);
    }

    /** Takes the results of a requirement's verifications, at least one, together. */
    public static RequirementResult of(
            RegisteredRequirement requirement, List<VerificationResult> results) {
        VerificationResult worst =
                results.stream()
                        .min(Comparator.comparing(result -> WORST_FIRST.indexOf(result.verdict())))
                        .orElseThrow();
        boolean elsewhereInapplicable = worst.verdict() == Verdict.INAPPLICABLE;
        return of(
                requirement,
                elsewhereInapplicable ? Verdict.UNTESTED : worst.verdict(),
                worst.message(),
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
                requirement.text(),
                requirement.intent(),
                verdict,
                reason,
                verifications);
    }
}
