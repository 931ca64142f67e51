package dev.workerkit.tck.runner;

import dev.workerkit.tck.report.Counterexample;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives a property its seed and keeps what falsified it. Confined to the thread that the property
 * runs on.
 */
final class PropertyWatch implements AutoCloseable {

    private static final ThreadLocal<@Nullable PropertyWatch> CURRENT = new ThreadLocal<>();

    private static final int FEW_TRIES = 4;
    private static final Duration BUDGET = Duration.ofSeconds(6);

    private final long seed;
    private final long begin = System.nanoTime();
    private int tries;
    private @Nullable Counterexample counterexample;

    private PropertyWatch(long seed) {
        this.seed = seed;
    }

    static PropertyWatch begin(long seed) {
        PropertyWatch watch = new PropertyWatch(seed);
        CURRENT.set(watch);
        return watch;
    }

    /** That of this thread; none if the property is not run by the TCK. */
    static Optional<PropertyWatch> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    long seed() {
        return seed;
    }

    void falsified(Counterexample by) {
        counterexample = by;
    }

    /** To be called after each try: whether there were enough for the time that they take. */
    boolean triedEnough() {
        tries++;
        return tries >= FEW_TRIES && System.nanoTime() - begin > BUDGET.toNanos();
    }

    Optional<Counterexample> counterexample() {
        return Optional.ofNullable(counterexample);
    }

    @Override
    public void close() {
        CURRENT.remove();
    }
}
