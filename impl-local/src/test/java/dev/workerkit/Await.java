package dev.workerkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads and processes do, which nothing announces. */
public final class Await {

    /** Long enough for a busy machine. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private static final long INTERVAL_NANOS = 1_000_000;

    private Await() {}

    /** Waits for as long as usual. */
    public static void until(String expectation, BooleanSupplier condition) {
        until(expectation, LIMIT, condition);
    }

    /** Waits, and fails if it does not come true in time. */
    public static void until(String expectation, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + limit + ": " + expectation);
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }
}
