package dev.workerkit.local;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do, which nothing announces. */
final class Await {

    static final Duration LIMIT = Duration.ofSeconds(5);

    private static final long INTERVAL_NANOS = 1_000_000;

    private Await() {}

    static void until(String expectation, BooleanSupplier condition) {
        until(expectation, LIMIT, condition);
    }

    static void until(String expectation, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Not within " + limit + ": " + expectation);
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }

    static void gone(int pid) {
        until("process " + pid + " is gone", () -> !alive(pid));
    }

    static boolean alive(int pid) {
        return new ProcFs().stat(pid).filter(ProcessEntry::alive).isPresent();
    }
}
