package dev.workerkit.tck.selftest;

import dev.workerkit.tck.examiner.Examiner;
import dev.workerkit.tck.examiner.Verification;
import dev.workerkit.tck.report.Fate;
import dev.workerkit.tck.report.Headline;
import dev.workerkit.tck.report.SabotageResult;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import dev.workerkit.tck.sabotage.Sabotage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sabotage on the way to its fate: first the verifications of the requirement that it breaks are
 * run on the broken runtime, until one notices; if none does, some of other requirements, to tell
 * whether these do. Used by one thread at a time.
 */
final class Trial {

    private static final int REASON_SHOWN = 5;

    private final Sabotage sabotage;
    private final Deque<Verification> own;
    private final Deque<Verification> others;
    private final List<SabotageResult.Trial> results = new ArrayList<>();
    private boolean again;
    private @Nullable Fate fate;
    private @Nullable String reason;

    /**
     * A trial that has not begun.
     *
     * @param own verifications of the requirement that pass on the whole runtime
     * @param others verifications of other requirements that might notice
     */
    Trial(Sabotage sabotage, Collection<Verification> own, Collection<Verification> others) {
        this.sabotage = sabotage;
        this.own = new ArrayDeque<>(own);
        this.others = new ArrayDeque<>(others);
    }

    /** One that is over before it begins. */
    static Trial over(Sabotage sabotage, Fate fate, String reason) {
        Trial trial = new Trial(sabotage, List.of(), List.of());
        trial.end(fate, reason);
        return trial;
    }

    Sabotage sabotage() {
        return sabotage;
    }

    /** The verification that is to be run now; none if the fate is known. */
    Optional<Verification> next() {
        if (fate != null) {
            return Optional.empty();
        }
        return Optional.ofNullable(own.isEmpty() ? others.peek() : own.peek());
    }

    /** Whether nothing may run beside the {@link #next} one. */
    boolean wantsToBeAlone() {
        return again || next().filter(Verification::alone).isPresent();
    }

    /** Whether the {@link #next} one is of another requirement. */
    boolean asksOthers() {
        return own.isEmpty();
    }

    /**
     * The next one has been run. What is timing-suspect beside others is next once more, alone.
     *
     * @param proves whether it passes on the whole runtime, so that a failure means something
     */
    void found(VerificationResult result, boolean proves) {
        // It was the selftest itself that kept the machine busy.
        again = result.isTimingSuspect() && !wantsToBeAlone();
        if (again) {
            return;
        }
        boolean ofOthers = asksOthers();
        (ofOthers ? others : own).remove();
        results.add(
                new SabotageResult.Trial(
                        result.id(),
                        result.requirements(),
                        result.verdict(),
                        result.durationMillis(),
                        result.message() == null ? null : Headline.of(result.message())));
        if (result.verdict() == Verdict.FAILED && proves) {
            end(
                    ofOthers ? Fate.KILLED_BY_OTHERS : Fate.KILLED,
                    ofOthers ? "Noticed only by " + result.id() + "; " + unnoticed() : null);
        } else if (next().isEmpty()) {
            endUnnoticed();
        }
    }

    /** Nobody noticed; unless something could not be judged, as when the machine stood still. */
    private void endUnnoticed() {
        Set<Verdict> found =
                results.stream().map(SabotageResult.Trial::verdict).collect(Collectors.toSet());
        Fate due =
                found.contains(Verdict.ERROR)
                        ? Fate.ERROR
                        : found.contains(Verdict.CANT_TELL) ? Fate.UNPROVEN : Fate.SURVIVED;
        end(due, unnoticed());
    }

    /** What the verifications of the requirement found instead. */
    private String unnoticed() {
        List<SabotageResult.Trial> its =
                results.stream()
                        .filter(each -> each.requirements().contains(sabotage.requirement()))
                        .toList();
        return its.stream()
                        .limit(REASON_SHOWN)
                        .map(Trial::inWords)
                        .collect(Collectors.joining(", "))
                + (its.size() > REASON_SHOWN ? " and more" : "");
    }

    private static String inWords(SabotageResult.Trial trial) {
        return trial.verification()
                + " "
                + trial.verdict().word()
                + (trial.message() == null ? "" : " (" + trial.message() + ")");
    }

    /** Leaves it at what is known. */
    void giveUp() {
        if (fate == null) {
            end(Fate.UNPROVEN, Examiner.INTERRUPTED);
        }
    }

    private void end(Fate what, @Nullable String why) {
        fate = what;
        reason = why;
    }

    /** To be called when there is nothing {@link #next}. */
    SabotageResult result() {
        if (fate == null) {
            throw new IllegalStateException(sabotage.id() + " is still on trial");
        }
        return new SabotageResult(
                sabotage.id(),
                sabotage.requirement(),
                sabotage.alsoBreaks().stream().sorted().toList(),
                sabotage.wrong(),
                fate,
                reason,
                results);
    }
}
