package dev.workerkit.tck;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at something again and again: often at first, so that what is quick costs no time, then
 * less often, so that waiting does not disturb what is waited for. Used by one thread.
 */
final class Watch<T extends @Nullable Object> {

    private static final long SHORTEST = Duration.ofMillis(1).toNanos();
    private static final long LONGEST = Duration.ofMillis(50).toNanos();
    private static final int REMEMBERED = 6;

    private final String what;
    private final Supplier<? extends T> observed;
    private final Predicate<? super T> condition;
    private final Deque<String> history = new ArrayDeque<>();

    Watch(String what, Supplier<? extends T> observed, Predicate<? super T> condition) {
        this.what = what;
        this.observed = observed;
        this.condition = condition;
    }

    /** Returns the first observation that satisfies the condition. */
    T until(Patience patience) {
        long end = System.nanoTime() + patience.limit().toNanos();
        long pause = SHORTEST;
        while (true) {
            boolean last = System.nanoTime() >= end;
            T value = look();
            if (condition.test(value)) {
                patience.rewarded(what);
                return value;
            }
            if (last) {
                throw patience.exhausted(
                        what
                                + ": not within "
                                + Durations.text(patience.limit())
                                + "; "
                                + history());
            }
            pause = park(Math.min(pause, Math.max(1, end - System.nanoTime())));
        }
    }

    /** Fails as soon as an observation does not satisfy the condition. */
    void throughout(Duration window) {
        long start = System.nanoTime();
        long pause = SHORTEST;
        while (true) {
            long elapsed = System.nanoTime() - start;
            if (!condition.test(look())) {
                throw new AssertionError(
                        what
                                + ": no longer so after "
                                + Durations.text(Duration.ofNanos(elapsed))
                                + "; "
                                + history());
            }
            if (elapsed >= window.toNanos()) {
                return;
            }
            pause = park(Math.min(pause, Math.max(1, window.toNanos() - elapsed)));
        }
    }

    private T look() {
        T value = observed.get();
        String text = Objects.toString(value);
        if (!text.equals(history.peekLast())) {
            history.add(text);
        }
        if (history.size() > REMEMBERED) {
            history.remove();
        }
        return value;
    }

    private String history() {
        String last = history.getLast();
        String before =
                history.stream().limit(history.size() - 1L).collect(Collectors.joining(", "));
        return "observed last: " + last + (before.isEmpty() ? "" : ", before that: " + before);
    }

    private long park(long pause) {
        LockSupport.parkNanos(pause);
        if (Thread.interrupted()) {
            throw new AssertionError(what + ": interrupted; " + history());
        }
        return Math.min(LONGEST, pause * 2);
    }
}
