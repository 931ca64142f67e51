package dev.workerkit.engine;

import java.time.Duration;
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

    /** So many times this duration, or the longest that there is. */
    static Duration times(Duration duration, int factor) {
        try {
            return duration.multipliedBy(factor);
        } catch (ArithmeticException overflow) {
            return Duration.ofSeconds(Long.MAX_VALUE);
        }
    }
}
