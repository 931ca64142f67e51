package dev.workerkit.benchmarks.soak;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What a soak is to be like.
 *
 * @param length how long messages are sent
 * @param rate how many are due in each second
 * @param workers how many members the pool has
 * @param killEvery how long it is from kill to kill on average; zero for none
 * @param seed of whom to kill when
 * @param shortest how long the judged part must be for a verdict that nothing grows
 */
public record SoakPlan(
        Duration length, int rate, int workers, Duration killEvery, long seed, Duration shortest) {

    /** How long the judged part must be by default: what is shorter shows a JVM warming up. */
    public static final Duration SHORTEST = Duration.ofMinutes(1);

    /** In which part of the time growth counts for nothing: code is compiled, caches fill. */
    static final double WARM_UP = 0.25;

    private static final int SLICES = 30;
    private static final double BUSY = 0.6;

    /** How many messages are due in all. */
    int messages() {
        return Math.toIntExact(length.toMillis() * rate / TimeUnit.SECONDS.toMillis(1));
    }

    /** From message to message. */
    long gapNanos() {
        return TimeUnit.SECONDS.toNanos(1) / rate;
    }

    /**
     * How long a member works on a message: so long that there is something in hand when it is
     * killed, and that a single member is able to do all of it while the others start again.
     */
    Duration work() {
        return Duration.ofNanos((long) (gapNanos() * BUSY));
    }

    /** How often there is something to sample: once a second. */
    int seconds() {
        return Math.toIntExact(Math.max(1, length.toSeconds()));
    }

    /** How many seconds the latencies of one percentile are taken from. */
    int sliceSeconds() {
        return Math.max(1, seconds() / SLICES);
    }

    /** When the part begins that is judged. */
    double judgedFrom() {
        return seconds() * WARM_UP;
    }

    /** Whether the judged part is too short. */
    boolean isTooShort() {
        return seconds() - judgedFrom() < shortest.toSeconds();
    }

    boolean kills() {
        return !killEvery.isZero();
    }

    /**
     * Whether the first member is left alive, so that a worker lives through all of it: of one that
     * was replaced it can't be told whether it would have grown.
     */
    boolean sparesFirst() {
        return workers > 1;
    }
}
