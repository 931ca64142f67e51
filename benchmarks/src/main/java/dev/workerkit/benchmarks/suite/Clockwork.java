package dev.workerkit.benchmarks.suite;

import java.util.concurrent.locks.LockSupport;

/**
 * Ticks at a fixed rate. A tick is due when it is due, however late one comes to it: latencies that
 * are taken from there count what a slow answer has held up (no coordinated omission).
 */
final class Clockwork {

    /** A sleeping thread may wake up so much too late. */
    private static final long LOOK_OUT_NANOS = 150_000;

    private final long gap;
    private long due;

    Clockwork(long gapNanos) {
        this.gap = gapNanos;
        this.due = System.nanoTime();
    }

    /** Waits for the next tick, unless that is over; returns when it was due. */
    long await() {
        due += gap;
        long left = due - System.nanoTime();
        while (left > 0) {
            if (left > LOOK_OUT_NANOS) {
                LockSupport.parkNanos(left - LOOK_OUT_NANOS);
            } else {
                Thread.onSpinWait();
            }
            left = due - System.nanoTime();
        }
        return due;
    }
}
