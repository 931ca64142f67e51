package dev.workerkit.log;

import dev.workerkit.LogFilter;
import dev.workerkit.LogLine;
import dev.workerkit.LogStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gives new lines to a listener on a thread of its own, which also does the filtering: a regular
 * expression may take its time. One that falls too far behind misses lines, and is told how many.
 */
final class Follower {

    private static final System.Logger LOG = System.getLogger(Follower.class.getName());
    private static final int LONGEST_QUEUE = 10_000;

    /** In characters, for few lines can be long. */
    private static final long LARGEST_QUEUE = 16 * 1024 * 1024;

    private static final long LONGEST_WAIT_MILLIS = 10_000;
    private static final long REPEATS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final Predicate<LogLine> filter;
    private final Consumer<LogLine> listener;
    private final Optional<Repeats> repeats;
    private final Thread thread = new Thread(this::run, "workerkit-follow");

    /** Of those who add. */
    private long missed;

    /* What follows belongs to the thread. */
    private List<LogLine> backlog = List.of();
    private long untoldSince;
    private boolean ended;

    Follower(LogFilter filter, Consumer<LogLine> listener) {
        this.filter = filter.predicate();
        this.repeats =
                filter.collapsesRepeats()
                        ? Optional.of(new Repeats(line -> give(line, listener)))
                        : Optional.empty();
        this.listener = repeats.<Consumer<LogLine>>map(it -> it).orElse(listener);
        thread.setDaemon(true);
    }

    /**
     * Begins to deliver.
     *
     * @param before the lines before the first that was added, those that the filter wants
     */
    void start(List<LogLine> before) {
        backlog = before;
        thread.start();
    }

    /** Called under the timeline's lock. */
    void add(LogLine line) {
        if (work.size() >= LONGEST_QUEUE || waiting.get() >= LARGEST_QUEUE) {
            missed++;
            return;
        }
        if (missed > 0) {
            LogLine note = note(line, missed);
            work.add(() -> give(note, listener));
            missed = 0;
        }
        waiting.addAndGet(line.text().length());
        work.add(() -> take(line));
    }

    private static LogLine note(LogLine next, long missed) {
        return new LogLine(
                next.time(),
                next.worker(),
                next.name(),
                next.incarnation(),
                LogStream.MASTER,
                "… " + missed + " lines are left out here; the log file has them");
    }

    /** No more lines will come; those that came are still delivered. */
    void end() {
        work.add(() -> ended = true);
    }

    /** Ends, and waits until what came before is delivered; not for long, should it hang. */
    void endAndWait() {
        end();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(LONGEST_WAIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        backlog.forEach(line -> give(line, listener));
        backlog = List.of();
        while (!ended) {
            try {
                Runnable next = next();
                if (next != null) {
                    next.run();
                }
            } catch (InterruptedException e) {
                LOG.log(System.Logger.Level.DEBUG, "Nobody but a listener interrupts", e);
            }
        }
        repeats.ifPresent(Repeats::tell);
    }

    /** Waits, but not beyond the moment at which repeats are to be told; null is told instead. */
    private @Nullable Runnable next() throws InterruptedException {
        if (repeats.isEmpty() || !repeats.get().areUntold()) {
            untoldSince = System.nanoTime();
            return work.take();
        }
        long left = untoldSince + REPEATS_NANOS - System.nanoTime();
        Runnable next = left > 0 ? work.poll(left, TimeUnit.NANOSECONDS) : null;
        if (next == null) {
            repeats.get().tell();
        }
        return next;
    }

    private void take(LogLine line) {
        waiting.addAndGet(-line.text().length());
        give(
                line,
                wanted -> {
                    if (filter.test(wanted)) {
                        listener.accept(wanted);
                    }
                });
    }

    private static void give(LogLine line, Consumer<LogLine> listener) {
        try {
            listener.accept(line);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "A listener of a log threw; it goes on", e);
        }
    }
}
