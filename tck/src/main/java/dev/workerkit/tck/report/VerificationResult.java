package dev.workerkit.tck.report;

import dev.workerkit.tck.Timing;
import dev.workerkit.tck.TimingSuspectException;
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
 * @param timings the tightest of what it waited for and judged
 * @param runs how many runs found what, if they did not all find the same
 * @param besideOthers the timings that were suspect beside other verifications, if it was therefore
 *     judged again with nothing beside it
 */
public record VerificationResult(
        String id,
        List<String> requirements,
        Verdict verdict,
        long durationMillis,
        @Nullable String message,
        @Nullable String details,
        @Nullable Counterexample counterexample,
        List<Timing> timings,
        @Nullable Tally runs,
        @Nullable String besideOthers) {

    /** Keeps copies of the lists. */
    public VerificationResult {
        requirements = List.copyOf(requirements);
        timings = List.copyOf(timings);
    }

    /** One that was not run. */
    public static VerificationResult notRun(
            String id, List<String> requirements, Verdict verdict, String reason) {
        return new VerificationResult(
                id, requirements, verdict, 0, reason, null, null, List.of(), null, null);
    }

    /** Whether something was late, and the machine may be why. */
    public boolean isTimingSuspect() {
        return verdict == Verdict.CANT_TELL
                && message != null
                && message.contains(TimingSuspectException.WORD);
    }

    /** This one, which was found alone after what was suspect beside others. */
    public VerificationResult judgedAloneAfter(@Nullable String suspicion) {
        return new VerificationResult(
                id,
                requirements,
                verdict,
                durationMillis,
                message,
                details,
                counterexample,
                timings,
                runs,
                suspicion);
    }
}
