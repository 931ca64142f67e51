package dev.workerkit.engine;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Durations on a monotonic clock. A spec may name longer ones than fit into nanoseconds. */
final class Nanos {

    /** Some 146 years: added to any instant, its difference to any other still has the right sign. */
    private static final long LONGEST = Long.MAX_VALUE / 2;

    private Nanos() {}

    /** A duration in nanoseconds, or so many that nobody sees the end of it. */
    static long of(Duration duration) {
        return Math.min(TimeUnit.NANOSECONDS.convert(duration), LONGEST);
    }

    /** An instant this much later, or the last that there is. */
    static Instant after(Instant instant, Duration delay) {
        try {
            return instant.plus(delay);
        } catch (DateTimeException | ArithmeticException beyond) {
            return Instant.MAX;
        }
    }
}
