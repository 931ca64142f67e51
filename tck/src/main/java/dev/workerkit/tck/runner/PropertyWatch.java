package dev.workerkit.tck.runner;

import dev.workerkit.tck.report.Counterexample;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives a property its seed and keeps what falsified it. Confined to the thread that the property
 * runs on.
 */
final class PropertyWatch implements AutoCloseable {

    private static final ThreadLocal<@Nullable PropertyWatch> CURRENT = new ThreadLocal<>();

    private final long seed;
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

    Optional<Counterexample> counterexample() {
        return Optional.ofNullable(counterexample);
    }

    @Override
    public void close() {
        CURRENT.remove();
    }
}
