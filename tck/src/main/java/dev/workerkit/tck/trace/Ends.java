package dev.workerkit.tck.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first and the last of many things: how it began, and how it came to the end. Not
 * thread-safe.
 */
final class Ends<T> {

    private static final int FIRST = 60;
    private static final int LAST = 240;

    private final List<T> first = new ArrayList<>();
    private final Deque<T> last = new ArrayDeque<>();
    private int omitted;

    void add(T thing) {
        if (first.size() < FIRST) {
            first.add(thing);
            return;
        }
        last.add(thing);
        if (last.size() > LAST) {
            last.remove();
            omitted++;
        }
    }

    /** The one that was added last. */
    @Nullable T latest() {
        return !last.isEmpty()
                ? last.getLast()
                : first.isEmpty() ? null : first.get(first.size() - 1);
    }

    /** Takes the one that was added last away. */
    void dropLatest() {
        if (last.isEmpty()) {
            first.remove(first.size() - 1);
        } else {
            last.removeLast();
        }
    }

    List<T> all() {
        List<T> all = new ArrayList<>(first);
        all.addAll(last);
        return all;
    }

    int omitted() {
        return omitted;
    }
}
