package dev.workerkit.log;

import dev.workerkit.LogLine;
import dev.workerkit.WorkerId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Gives new lines to a listener on a thread of its own. One that falls too far behind misses lines,
 * and is told how many.
 */
final class Follower {

    private static final System.Logger LOG = System.getLogger(Follower.class.getName());
    private static final int LONGEST_QUEUE = 10_000;
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final WorkerId worker;
    private final Consumer<LogLine> listener;
    private final Thread thread;
    private List<LogLine> backlog = List.of();
    private int missed;
    private boolean ended;

    Follower(WorkerId worker, Consumer<LogLine> listener) {
        this.worker = worker;
        this.listener = listener;
        this.thread = new Thread(this::run, "workerkit-follow-" + worker);
        thread.setDaemon(true);
    }

    /**
     * Begins to deliver.
     *
     * @param before the lines before the first that was added
     */
    void start(List<LogLine> before) {
        backlog = before;
        thread.start();
    }

    /** Called under the log's lock. */
    void add(LogLine line) {
        if (work.size() >= LONGEST_QUEUE) {
            missed++;
            return;
        }
        if (missed > 0) {
            String text = "… " + missed + " lines are left out here; the log file has them";
            work.add(() -> listener.accept(new LogLine(Instant.now(), worker, text)));
            missed = 0;
        }
        work.add(() -> listener.accept(line));
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
        backlog.forEach(line -> deliver(() -> listener.accept(line)));
        backlog = List.of();
        while (!ended) {
            try {
                deliver(work.take());
            } catch (InterruptedException e) {
                LOG.log(System.Logger.Level.DEBUG, "Nobody but a listener interrupts", e);
            }
        }
    }

    private static void deliver(Runnable line) {
        try {
            line.run();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "A listener of a log threw; it goes on", e);
        }
    }
}
