package dev.workerkit.remote;

import java.util.concurrent.locks.LockSupport;

/**
 * For how long the other side may be silent. Who was itself held up, by a garbage collection or a
 * busy machine, can't tell: what came meanwhile is yet to be read.
 */
final class Silence {

    /** Several beats: one that is late, or a lost packet, is no end. */
    static final long LONGEST_MILLIS = 5000;

    private static final long LATE_NANOS = 1_000_000_000;

    private final long everyNanos;
    private final long graceNanos;
    private long lastLook = System.nanoTime();
    private long heldUp = lastLook - Long.MAX_VALUE / 2;

    /**
     * For one who looks so often.
     *
     * @param graceMillis how long nobody is taken for silent after this one was held up
     */
    Silence(long everyMillis, long graceMillis) {
        this.everyNanos = everyMillis * 1_000_000;
        this.graceNanos = graceMillis * 1_000_000;
    }

    /** To be called at each look: whether this one can tell who is silent. */
    boolean canTell() {
        long now = System.nanoTime();
        if (now - lastLook > everyNanos + LATE_NANOS) {
            heldUp = now;
        }
        lastLook = now;
        return now - heldUp > graceNanos;
    }

    /** Closes a connection when nothing comes any more; returns when it is closed. */
    static void watch(Connection connection, long everyMillis) {
        Silence silence = new Silence(everyMillis, LONGEST_MILLIS);
        while (!connection.isClosed()) {
            LockSupport.parkNanos(everyMillis * 1_000_000);
            if (silence.canTell()
                    && connection.reader().silentNanos() > LONGEST_MILLIS * 1_000_000) {
                connection.close();
            }
        }
    }
}
