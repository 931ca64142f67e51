package dev.workerkit.log;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a deadline. */
final class Awaiting {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private Awaiting() {}

    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("It did not come true within " + DEADLINE);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
