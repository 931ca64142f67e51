package dev.workerkit.benchmarks.soak;

import dev.workerkit.benchmarks.machine.Clockwork;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What was sent and what was answered, and how long after it was due. Its size does not grow, or it
 * would be what it looks for. Thread-safe.
 */
final class Tally {

    private static final int DIGITS = 3;
    private static final int MOST_REASONS = 5;

    private final Clockwork clockwork;
    private final BitSet answered;
    private final Histogram all = new Histogram(DIGITS);
    private final Histogram slice = new Histogram(DIGITS);
    private final List<String> reasons = new ArrayList<>();
    private long sent;
    private long duplicated;
    private long broken;

    /** Of so many messages at most, each due at a tick of this. */
    Tally(Clockwork clockwork, int most) {
        this.clockwork = clockwork;
        this.answered = new BitSet(most);
        // So that all of its memory is there from the beginning.
        answered.set(most);
        answered.clear(most);
    }

    /** The next message is on its way, or was refused. */
    synchronized void sends() {
        sent++;
    }

    /** An answer has come. */
    synchronized void answers(Object answer) {
        long now = System.nanoTime();
        long number = Text.number(answer);
        if (number < 0 || number >= sent) {
            broken++;
            note("an answer was not what had been sent: " + answer);
        } else if (answered.get((int) number)) {
            duplicated++;
        } else {
            answered.set((int) number);
            slice.recordValue(Math.max(0, now - clockwork.due(number)));
        }
    }

    /** A message will have no answer. */
    synchronized void fails(String why) {
        note(why);
    }

    private void note(String why) {
        if (reasons.size() < MOST_REASONS) {
            reasons.add(why);
        }
    }

    /** The latencies since this was asked last, in nanoseconds. */
    synchronized Histogram takeSlice() {
        Histogram taken = slice.copy();
        slice.reset();
        all.add(taken);
        return taken;
    }

    /** All latencies of slices that were taken, in nanoseconds. */
    synchronized Histogram all() {
        return all.copy();
    }

    synchronized long sent() {
        return sent;
    }

    synchronized long answered() {
        return answered.cardinality();
    }

    synchronized long duplicated() {
        return duplicated;
    }

    synchronized long broken() {
        return broken;
    }

    /** Why messages have no answer, as far as it was told: the first of them. */
    synchronized List<String> reasons() {
        return List.copyOf(reasons);
    }
}
