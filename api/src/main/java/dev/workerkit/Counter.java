package dev.workerkit;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A figure that a worker reports of itself.
 *
 * @param name unique among the worker's counters; not empty
 * @param value the figure now
 * @param unit for example {@code s}, {@code B}, {@code %}; absent for a plain number
 * @param min the least that it can be, if that is known
 * @param max the most that it can be, if that is known
 */
public record Counter(
        String name, double value, Optional<String> unit, OptionalDouble min, OptionalDouble max) {

    /** Checks the values. */
    public Counter {
        if (name.isBlank()) {
            throw new SpecException("counter.name", "it is blank", "name the counter");
        }
    }

    /** A counter without unit or bounds. */
    public static Counter of(String name, double value) {
        return new Counter(
                name, value, Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** The same with a unit. */
    public Counter withUnit(String newUnit) {
        return new Counter(name, value, Optional.of(newUnit), min, max);
    }

    /** The same with bounds. */
    public Counter within(double least, double most) {
        return new Counter(name, value, unit, OptionalDouble.of(least), OptionalDouble.of(most));
    }
}
