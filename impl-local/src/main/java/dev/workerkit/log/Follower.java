package dev.workerkit.log;

import dev.workerkit.LogLine;
import dev.workerkit.WorkerId;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Gives new lines to a listener on a thread of its own. One that falls too far behind misses lines,
 * and is told how many.
 */
final class Follower {

    private static final System.Logger LOG = System.getLogger(Follower.class.getName());
    private static final int LONGEST_QUEUE = 10_000;

    private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
    private final WorkerId worker;
    private final Consumer<LogLine> listener;
    private final Thread thread;
    private int missed;
    private volatile boolean ended;

    Follower(WorkerId worker, Consumer<LogLine> listener) {
        this.worker = worker;
        this.listener = listener;
        this.thread = new Thread(this::run, "workerkit-follow-" + worker);
        thread.setDaemon(true);
    }

    void start() {
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

    /** The listener wants no more. */
    void cancel() {
        ended = true;
        thread.interrupt();
    }

    private void run() {
        while (!ended) {
            try {
                work.take().run();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.WARNING, "A listener of a log threw; it goes on", e);
            }
        }
    }
}
