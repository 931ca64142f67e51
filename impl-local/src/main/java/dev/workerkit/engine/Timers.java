package dev.workerkit.engine;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * At most one timer for each worker and trigger, in the order of their deadlines. Used by one
 * thread.
 *
 * <p>A binary heap in which each timer knows its place, for most timers are cleared or set anew long
 * before they are due.
 */
final class Timers {

    private static final int FIRST_CAPACITY = 64;

    /** The timers of one worker, which holds them. */
    static final class Slots {
        private final Map<Trigger, Timer> timers = new EnumMap<>(Trigger.class);
    }

    /** A timer whose time has come. */
    record Due(Supervised worker, Input input, long deadline) {}

    private static final class Timer {
        private final long deadline;
        private final long order;
        private final Due due;
        private int place;

        Timer(long deadline, long order, Due due) {
            this.deadline = deadline;
            this.order = order;
            this.due = due;
        }

        /** Ties are fired in the order in which they were set, so that a run can be repeated. */
        boolean isBefore(Timer other) {
            // Differences, for a monotonic clock may overflow.
            return deadline == other.deadline ? order < other.order : deadline - other.deadline < 0;
        }
    }

    private @Nullable Timer[] heap = new Timer[FIRST_CAPACITY];
    private int size;
    private long order;

    void set(Supervised worker, Input input, long deadline) {
        clear(worker, input.trigger());
        Timer timer = new Timer(deadline, order++, new Due(worker, input, deadline));
        worker.timers.timers.put(input.trigger(), timer);
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        rise(timer, size++);
    }

    void clear(Supervised worker, Trigger trigger) {
        Timer timer = worker.timers.timers.remove(trigger);
        if (timer != null) {
            remove(timer);
        }
    }

    void clear(Supervised worker) {
        Map<Trigger, Timer> timers = worker.timers.timers;
        if (!timers.isEmpty()) {
            timers.values().forEach(this::remove);
            timers.clear();
        }
    }

    OptionalLong nextDeadline() {
        return size == 0 ? OptionalLong.empty() : OptionalLong.of(at(0).deadline);
    }

    /** Takes the next timer that is due. */
    Optional<Due> takeDue(long now) {
        if (size == 0 || at(0).deadline - now > 0) {
            return Optional.empty();
        }
        Due due = at(0).due;
        clear(due.worker, due.input.trigger());
        return Optional.of(due);
    }

    // The heap: none is before the one at half its place

    private Timer at(int place) {
        Timer timer = heap[place];
        if (timer == null) {
            throw new IllegalStateException("No timer at " + place + " of " + size);
        }
        return timer;
    }

    /** Fills its place with the last one. */
    private void remove(Timer timer) {
        Timer last = at(--size);
        heap[size] = null;
        if (last != timer) {
            if (last.isBefore(timer)) {
                rise(last, timer.place);
            } else {
                sink(last, timer.place);
            }
        }
    }

    private void rise(Timer timer, int from) {
        int place = from;
        while (place > 0 && timer.isBefore(at((place - 1) / 2))) {
            put(at((place - 1) / 2), place);
            place = (place - 1) / 2;
        }
        put(timer, place);
    }

    private void sink(Timer timer, int from) {
        int place = from;
        int child = earlierChild(place);
        while (child < size && at(child).isBefore(timer)) {
            put(at(child), place);
            place = child;
            child = earlierChild(place);
        }
        put(timer, place);
    }

    private int earlierChild(int place) {
        int left = 2 * place + 1;
        return left + 1 < size && at(left + 1).isBefore(at(left)) ? left + 1 : left;
    }

    private void put(Timer timer, int place) {
        heap[place] = timer;
        timer.place = place;
    }
}
