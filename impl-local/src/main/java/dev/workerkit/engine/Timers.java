package dev.workerkit.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;

/** At most one timer for each worker, in the order of their deadlines. Used by one thread. */
final class Timers {

    /** Ties are fired in the order in which they were set, so that a run can be repeated. */
    private record Timer(long deadline, long order, Supervised worker, Input input)
            implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            // Differences, for a monotonic clock may overflow.
            int byDeadline = Long.signum(deadline - other.deadline);
            return byDeadline != 0 ? byDeadline : Long.compare(order, other.order);
        }
    }

    /** A timer whose time has come. */
    record Due(Supervised worker, Input input) {}

    private final TreeSet<Timer> byDeadline = new TreeSet<>();
    private final Map<Supervised, Timer> byWorker = new HashMap<>();
    private long order;

    void set(Supervised worker, Input input, long deadline) {
        clear(worker);
        Timer timer = new Timer(deadline, order++, worker, input);
        byWorker.put(worker, timer);
        byDeadline.add(timer);
    }

    void clear(Supervised worker) {
        Timer timer = byWorker.remove(worker);
        if (timer != null) {
            byDeadline.remove(timer);
        }
    }

    OptionalLong nextDeadline() {
        return byDeadline.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(byDeadline.first().deadline);
    }

    /** Takes the next timer that is due. */
    java.util.Optional<Due> takeDue(long now) {
        if (byDeadline.isEmpty() || byDeadline.first().deadline - now > 0) {
            return java.util.Optional.empty();
        }
        Timer timer = byDeadline.pollFirst();
        byWorker.remove(timer.worker);
        return java.util.Optional.of(new Due(timer.worker, timer.input));
    }
}
