package dev.workerkit.tck.selftest;

import dev.workerkit.tck.examiner.Verification;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Which trial goes on next. Side by side go those whose next verification may run beside others; of
 * those whose next one is a property, one at a time, as jqwik can't run two in one JVM; when all of
 * these are done, those whose next one must be alone. All methods may be called from any thread.
 */
final class Docket {

    private static final String ONE_AT_A_TIME = "jqwik";

    private final Deque<Trial> beside = new ArrayDeque<>();
    private final Deque<Trial> properties = new ArrayDeque<>();
    private final Deque<Trial> alone = new ArrayDeque<>();
    private int running;
    private boolean propertyRuns;
    private boolean aloneRuns;

    Docket(Collection<Trial> trials) {
        trials.forEach(this::add);
    }

    private void add(Trial trial) {
        trial.next().map(next -> queueOf(trial, next)).ifPresent(queue -> queue.add(trial));
    }

    private Deque<Trial> queueOf(Trial trial, Verification next) {
        if (trial.wantsToBeAlone()) {
            return alone;
        }
        return next.engine().equals(ONE_AT_A_TIME) ? properties : beside;
    }

    /** One that is to go on by a verification; none if all are over; waits until one may go on. */
    synchronized Optional<Trial> next() throws InterruptedException {
        while (true) {
            if (!aloneRuns && !properties.isEmpty() && !propertyRuns) {
                propertyRuns = true;
                return begin(properties);
            }
            if (!aloneRuns && !beside.isEmpty()) {
                return begin(beside);
            }
            if (running == 0 && !alone.isEmpty()) {
                aloneRuns = true;
                return begin(alone);
            }
            if (running == 0) {
                return Optional.empty();
            }
            wait();
        }
    }

    private Optional<Trial> begin(Deque<Trial> queue) {
        running++;
        return Optional.of(queue.remove());
    }

    /** The verification by which it went on has been run. */
    synchronized void wentOn(Trial trial, Verification by) {
        running--;
        if (aloneRuns) {
            aloneRuns = false;
        } else if (by.engine().equals(ONE_AT_A_TIME)) {
            propertyRuns = false;
        }
        add(trial);
        notifyAll();
    }

    /** Lets none go on any more. */
    synchronized void close() {
        List.of(beside, properties, alone).forEach(Deque::clear);
        notifyAll();
    }
}
