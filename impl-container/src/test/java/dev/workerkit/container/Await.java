package dev.workerkit.container;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what engines, workers and other masters do, which nothing announces. */
public final class Await {

    /** Each look asks an engine, as a rule. */
    private static final Duration INTERVAL = Duration.ofMillis(10);

    private Await() {}

    /** Waits, and fails if it does not come true in time. */
    public static void until(String expectation, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + limit + ": " + expectation);
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }
}
