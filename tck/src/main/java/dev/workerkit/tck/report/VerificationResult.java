package dev.workerkit.tck.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a verification found.
 *
 * @param id stable over versions: class and method below the package of the verifications
 * @param requirements the ids of those that it speaks for
 * @param verdict what it found
 * @param durationMillis how long it took
 * @param message why, in a few words; none if it passed
 * @param details for who looks into it: stack trace, threads; none if it passed
 * @param counterexample what falsified it, if it is a property that failed
 */
public record VerificationResult(
        String id,
        List<String> requirements,
        Verdict verdict,
        long durationMillis,
        @Nullable String message,
        @Nullable String details,
        @Nullable Counterexample counterexample) {

    /** Keeps a copy of the ids. */
    public VerificationResult {
        requirements = List.copyOf(requirements);
    }

    /** One that was not run. */
    public static VerificationResult notRun(
            String id, List<String> requirements, Verdict verdict, String reason) {
        return new VerificationResult(id, requirements, verdict, 0, reason, null, null);
    }
}
