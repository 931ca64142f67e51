package dev.workerkit.host;

import org.jspecify.annotations.Nullable;

/**
 * Counts the units of work done, and tells of them now and then. Only the worker's own thread
 * counts, so that a worker that hangs is one that tells nothing.
 */
final class UnitsDone {

    /** Takes the count so far. */
    interface ProgressListener {
        void progress(long units);
    }

    private static final long TELL_EVERY_NANOS = 1_000_000_000;

    private final ProgressListener listener;
    private volatile @Nullable String unit;
    private volatile long done;
    private long told;
    private long toldAt = System.nanoTime() - TELL_EVERY_NANOS;

    UnitsDone(ProgressListener listener) {
        this.listener = listener;
    }

    /** The units' name, for people; there are none without. */
    void countedIn(String name) {
        unit = name;
    }

    @Nullable String unit() {
        return unit;
    }

    long done() {
        return done;
    }

    /** One more; only one thread may say so. */
    void add() {
        done++;
        long now = System.nanoTime();
        if (now - toldAt >= TELL_EVERY_NANOS) {
            toldAt = now;
            tell();
        }
    }

    /** Tells of those not told yet. */
    void tell() {
        if (told != done) {
            told = done;
            listener.progress(told);
        }
    }
}
