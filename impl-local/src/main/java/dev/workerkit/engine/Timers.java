package dev.workerkit.engine;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * At most one timer for each worker and trigger, in the order of their deadlines. Used by one
 * thread.
 */
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
    private final Map<Supervised, Map<Trigger, Timer>> byWorker = new HashMap<>();
    private long order;

    void set(Supervised worker, Input input, long deadline) {
        clear(worker, input.trigger());
        Timer timer = new Timer(deadline, order++, worker, input);
        byWorker.computeIfAbsent(worker, any -> new EnumMap<>(Trigger.class))
                .put(input.trigger(), timer);
        byDeadline.add(timer);
    }

    void clear(Supervised worker, Trigger trigger) {
        Map<Trigger, Timer> timers = byWorker.getOrDefault(worker, Map.of());
        if (timers.containsKey(trigger)) {
            byDeadline.remove(timers.remove(trigger));
        }
        if (timers.isEmpty()) {
            byWorker.remove(worker);
        }
    }

    void clear(Supervised worker) {
        Map<Trigger, Timer> timers = byWorker.remove(worker);
        if (timers != null) {
            timers.values().forEach(byDeadline::remove);
        }
    }

    OptionalLong nextDeadline() {
        return byDeadline.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(byDeadline.first().deadline);
    }

    /** Takes the next timer that is due. */
    Optional<Due> takeDue(long now) {
        if (byDeadline.isEmpty() || byDeadline.first().deadline - now > 0) {
            return Optional.empty();
        }
        Timer timer = byDeadline.first();
        clear(timer.worker, timer.input.trigger());
        return Optional.of(new Due(timer.worker, timer.input));
    }
}
