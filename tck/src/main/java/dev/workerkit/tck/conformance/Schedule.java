package dev.workerkit.tck.conformance;

import dev.workerkit.tck.examiner.Verification;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Which verification is next. Side by side run, in their order, those that may; properties first,
 * as they take longest, and one at a time, as jqwik can't run two of them in one JVM. When all of
 * these are done, those that must be alone, or were postponed, follow one after the other. All
 * methods may be called from any thread.
 */
final class Schedule {

    private static final String ONE_AT_A_TIME = "jqwik";

    private final Deque<Verification> properties = new ArrayDeque<>();
    private final Deque<Verification> others = new ArrayDeque<>();
    private final Deque<Verification> alone = new ArrayDeque<>();
    private int running;
    private boolean propertyRuns;

    /** For so many lanes; a single one takes them all in the order in which they are given. */
    Schedule(Collection<Verification> verifications, int lanes) {
        for (Verification verification : verifications) {
            queueOf(verification, lanes).add(verification);
        }
    }

    private Deque<Verification> queueOf(Verification verification, int lanes) {
        if (lanes == 1) {
            return others;
        }
        if (verification.alone()) {
            return alone;
        }
        return isProperty(verification) ? properties : others;
    }

    /**
     * The next one, or none if all have been given out; waits until one may begin. Each must be told
     * to be {@link #done}.
     */
    synchronized Optional<Verification> next() throws InterruptedException {
        while (true) {
            if (!properties.isEmpty() && !propertyRuns) {
                propertyRuns = true;
                return begin(properties);
            }
            if (!others.isEmpty()) {
                return begin(others);
            }
            if (properties.isEmpty() && running == 0 && !alone.isEmpty()) {
                return begin(alone);
            }
            if (properties.isEmpty() && alone.isEmpty()) {
                return Optional.empty();
            }
            wait();
        }
    }

    private Optional<Verification> begin(Deque<Verification> queue) {
        running++;
        return Optional.of(queue.remove());
    }

    /** It has its result. */
    synchronized void done(Verification verification) {
        running--;
        if (isProperty(verification)) {
            propertyRuns = false;
        }
        notifyAll();
    }

    /** It is to be run again when it can be alone. */
    synchronized void postpone(Verification verification) {
        alone.add(verification);
        done(verification);
    }

    /** Gives out no more. */
    synchronized void abandon() {
        List.of(properties, others, alone).forEach(Deque::clear);
        notifyAll();
    }

    private static boolean isProperty(Verification verification) {
        return verification.engine().equals(ONE_AT_A_TIME);
    }
}
