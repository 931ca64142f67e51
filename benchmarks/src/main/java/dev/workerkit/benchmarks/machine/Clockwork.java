package dev.workerkit.benchmarks.machine;

import java.util.concurrent.locks.LockSupport;

/**
 * Ticks at a fixed rate. A tick is due when it is due, however late one comes to it: latencies that
 * are taken from there count what a slow answer has held up (no coordinated omission).
 */
public final class Clockwork {

    /** A sleeping thread may wake up so much too late. */
    private static final long LOOK_OUT_NANOS = 150_000;

    private final long gap;
    private final long start = System.nanoTime();
    private long ticks;

    /** Begins now; the first tick is due after one gap. */
    public Clockwork(long gapNanos) {
        this.gap = gapNanos;
    }

    /** Waits for the next tick, unless that is over; returns when it was due. For one thread. */
    public long await() {
        long due = due(ticks++);
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

    /** When a tick is due or was, by its number from 0. For any thread. */
    public long due(long tick) {
        return start + (tick + 1) * gap;
    }
}
