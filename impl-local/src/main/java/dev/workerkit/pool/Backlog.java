package dev.workerkit.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits for a member. Tasks and messages wait apart, for a task waits until a member is
 * idle. Guarded by the {@link Dispatcher}.
 */
final class Backlog {

    private final Deque<Work> tasks = new ArrayDeque<>();
    private final Deque<Work> messages = new ArrayDeque<>();
    private final long capacityBytes;
    private long bytes;

    /** With room for so many bytes; what comes back finds room always. */
    Backlog(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    /** Whether there is room for work of this size. */
    boolean hasRoomFor(int size) {
        return bytes == 0 || bytes + size <= capacityBytes;
    }

    /** Appends it. */
    void add(Work work) {
        queueOf(work).addLast(work);
        bytes += work.bytes();
    }

    /** Puts this before all else, in its order. */
    void putBack(List<Work> earlier) {
        for (int i = earlier.size() - 1; i >= 0; i--) {
            Work work = earlier.get(i);
            queueOf(work).addFirst(work);
            bytes += work.bytes();
        }
    }

    private Deque<Work> queueOf(Work work) {
        return work.isTask() ? tasks : messages;
    }

    /** The first task that somebody still wants. */
    @Nullable Work firstTask() {
        Work first = tasks.peekFirst();
        while (first != null && first.isWithdrawn()) {
            remove(first);
            first = tasks.peekFirst();
        }
        return first;
    }

    @Nullable Work firstMessage() {
        return messages.peekFirst();
    }

    /** Takes the first of its kind away. */
    void remove(Work first) {
        queueOf(first).removeFirst();
        bytes -= first.bytes();
    }

    /** Takes all tasks away, for nobody will do them. */
    List<Work> removeTasks() {
        List<Work> all = new ArrayList<>(tasks);
        tasks.clear();
        for (Work task : all) {
            bytes -= task.bytes();
        }
        return all;
    }

    /** How much waits that somebody wants. */
    int size() {
        for (Iterator<Work> all = tasks.iterator(); all.hasNext(); ) {
            Work task = all.next();
            if (task.isWithdrawn()) {
                all.remove();
                bytes -= task.bytes();
            }
        }
        return tasks.size() + messages.size();
    }

    boolean isEmpty() {
        return firstTask() == null && messages.isEmpty();
    }
}
