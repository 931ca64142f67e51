package dev.workerkit.benchmarks.spawn;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** That the processes which this JVM has started, and theirs, use no processor. */
final class Stillness {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Longer than a runtime waits with what it does afterwards. */
    private static final long WINDOW_MILLIS = 600;

    private static final long LOOK_EVERY_NANOS = 50_000_000;

    /** Less than a JVM that starts takes in the window, and more than one that waits. */
    private static final long IDLE_NANOS = 40_000_000;

    private Stillness() {}

    /** Returns when it has lasted a while. */
    static void await() throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        long used = used();
        long since = System.nanoTime();
        while (System.nanoTime() - since < WINDOW_MILLIS * 1_000_000) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            long now = used();
            // Less than before if one has ended.
            if (now > used + IDLE_NANOS || now < used) {
                used = now;
                since = System.nanoTime();
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("What was started is still busy after " + LIMIT);
            }
        }
    }

    private static long used() {
        return ProcessHandle.current()
                .descendants()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .mapToLong(Duration::toNanos)
                .sum();
    }
}
