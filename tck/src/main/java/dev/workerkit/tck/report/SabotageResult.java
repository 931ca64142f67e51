package dev.workerkit.tck.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a sabotage.
 *
 * @param id of the sabotage
 * @param requirement the id of the one that it breaks
 * @param alsoBreaks the ids of others that can't stay whole
 * @param wrong what the runtime did wrong
 * @param fate what became of it
 * @param reason why, unless it was killed
 * @param trials the verifications that were run on the broken runtime, in their order
 */
public record SabotageResult(
        String id,
        String requirement,
        List<String> alsoBreaks,
        String wrong,
        Fate fate,
        @Nullable String reason,
        List<Trial> trials) {

    /** Keeps copies of the lists. */
    public SabotageResult {
        alsoBreaks = List.copyOf(alsoBreaks);
        trials = List.copyOf(trials);
    }

    /**
     * A verification on the broken runtime.
     *
     * @param verification its id
     * @param requirements the ids of those that it speaks for
     * @param verdict what it found
     * @param durationMillis how long it took
     * @param message why, in a few words; none if it passed
     */
    public record Trial(
            String verification,
            List<String> requirements,
            Verdict verdict,
            long durationMillis,
            @Nullable String message) {

        /** Keeps a copy of the ids. */
        public Trial {
            requirements = List.copyOf(requirements);
        }
    }
}
