package dev.workerkit;

import java.time.Duration;

/**
 * How long to wait before each of several attempts in a row. Immutable.
 *
 * @param growth how the delay grows from one attempt to the next
 * @param first the delay before the first attempt
 * @param cap no delay is longer
 * @param steps of exponential growth: after so many attempts the cap is reached; 1 otherwise
 * @param jitter how much of a delay is left to chance, 0 to 1: each is longer or shorter by up to
 *     this part of itself, so that workers that died together don't come back together
 * @param resetAfter a worker that has run for this long without dying begins with the first delay
 *     again
 */
public record Backoff(
        Growth growth,
        Duration first,
        Duration cap,
        int steps,
        double jitter,
        Duration resetAfter) {

    /** How long a worker must have run, by default, for its next delay to be the first again. */
    public static final Duration DEFAULT_RESET_AFTER = Duration.ofMinutes(1);

    /** Longer than any machine lives, and short enough to calculate with. */
    private static final Duration ENDLESS = Duration.ofDays(36_500);

    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    /** How a delay grows. */
    public enum Growth {
        /** Always the same. */
        CONSTANT,
        /** The n-th is n times the first. */
        LINEAR,
        /** As systemd's steps: first · (cap / first)^((n − 1) / steps), then the cap. */
        EXPONENTIAL
    }

    /** Checks the values. */
    public Backoff {
        SpecException.requireNotNegative("backoff.first", first);
        SpecException.requirePositive("backoff.resetAfter", resetAfter);
        if (cap.compareTo(first) < 0) {
            throw new SpecException(
                    "backoff.cap",
                    cap + " is shorter than the first delay, " + first,
                    "give a cap that is at least as long");
        }
        if (steps < 1) {
            throw new SpecException(
                    "backoff.steps", steps + " steps lead nowhere", "use 1 or more");
        }
        if (steps != 1 && growth != Growth.EXPONENTIAL) {
            throw new SpecException(
                    "backoff.steps",
                    steps + " steps mean nothing to a delay that is " + growth,
                    "use 1, or an exponential delay");
        }
        // Not "jitter < 0 || jitter > 1", for NaN is neither.
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new SpecException("backoff.jitter", jitter + " is no part", "use 0 to 1");
        }
        if (growth == Growth.EXPONENTIAL && first.isZero()) {
            throw new SpecException(
                    "backoff.first", "zero can't grow exponentially", "use a longer first delay");
        }
    }

    /** At once, each time. */
    public static Backoff none() {
        return constant(Duration.ZERO);
    }

    /** The same delay each time. */
    public static Backoff constant(Duration delay) {
        return of(Growth.CONSTANT, delay, longer(delay, ENDLESS), 1);
    }

    /** One delay, then two, then three, and so on. */
    public static Backoff linear(Duration first) {
        return of(Growth.LINEAR, first, longer(first, ENDLESS), 1);
    }

    /** From the first delay to the cap in so many steps of equal ratio. */
    public static Backoff exponential(Duration first, Duration cap, int steps) {
        return of(Growth.EXPONENTIAL, first, cap, steps);
    }

    private static Backoff of(Growth growth, Duration first, Duration cap, int steps) {
        return new Backoff(growth, first, cap, steps, 0, DEFAULT_RESET_AFTER);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** The same with another cap. */
    public Backoff withCap(Duration newCap) {
        return new Backoff(growth, first, newCap, steps, jitter, resetAfter);
    }

    /** The same with this part of each delay left to chance. */
    public Backoff withJitter(double part) {
        return new Backoff(growth, first, cap, steps, part, resetAfter);
    }

    /** The same that begins anew after a worker has run for this long. */
    public Backoff withResetAfter(Duration stable) {
        return new Backoff(growth, first, cap, steps, jitter, stable);
    }

    /**
     * The delay before an attempt.
     *
     * @param attempt from 1
     * @param chance from 0 (the shortest that jitter allows) to 1 (the longest); 0.5 for none
     * @throws SpecException if either is out of its range
     */
    public Duration delay(int attempt, double chance) {
        if (attempt < 1) {
            throw new SpecException("backoff.attempt", attempt + " is no attempt", "count from 1");
        }
        if (!(chance >= 0 && chance <= 1)) {
            throw new SpecException("backoff.chance", chance + " is no chance", "use 0 to 1");
        }
        Duration exact = shorter(grown(attempt), cap);
        if (jitter == 0) {
            return exact;
        }
        return shorter(scaled(exact, 1 + jitter * (2 * chance - 1)), cap);
    }

    private Duration grown(int attempt) {
        return switch (growth) {
            case CONSTANT -> first;
            case LINEAR -> times(first, attempt);
            case EXPONENTIAL ->
                    attempt > steps
                            ? cap
                            : scaled(first, Math.pow(ratio(), (attempt - 1) / (double) steps));
        };
    }

    private double ratio() {
        return seconds(cap) / seconds(first);
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    /** To the nanosecond, and never more than the longest duration that there is. */
    private static Duration scaled(Duration duration, double factor) {
        double seconds = seconds(duration) * factor;
        if (seconds >= Long.MAX_VALUE) {
            return LONGEST;
        }
        long whole = (long) seconds;
        return Duration.ofSeconds(whole, Math.round((seconds - whole) * 1e9));
    }

    private static Duration times(Duration duration, int factor) {
        try {
            return duration.multipliedBy(factor);
        } catch (ArithmeticException overflow) {
            return LONGEST;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
