package dev.workerkit;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A figure that a worker reports of itself.
 *
 * @param name unique among the worker's counters; not empty
 * @param value the figure now; {@code NaN} if it is not known
 * @param unit for example {@code s}, {@code B}, {@code %}; absent for a plain number
 * @param min the least that it can be, if that is known
 * @param max the most that it can be, if that is known
 * @param warning the figures that are worth no warning, if the worker knows
 * @param critical the figures that are not critical, if the worker knows
 */
public record Counter(
        String name,
        double value,
        Optional<String> unit,
        OptionalDouble min,
        OptionalDouble max,
        Optional<Range> warning,
        Optional<Range> critical) {

    /** Checks the values. */
    public Counter {
        if (name.isBlank()) {
            throw new SpecException("counter.name", "it is blank", "name the counter");
        }
        requireNumber("counter.min", name, min);
        requireNumber("counter.max", name, max);
        if (min.isPresent() && max.isPresent() && min.getAsDouble() > max.getAsDouble()) {
            throw new SpecException(
                    "counter.max",
                    "of '%s' it is %s, below its min of %s"
                            .formatted(name, max.getAsDouble(), min.getAsDouble()),
                    "give the least figure first");
        }
    }

    private static void requireNumber(String field, String name, OptionalDouble bound) {
        if (bound.isPresent() && Double.isNaN(bound.getAsDouble())) {
            throw new SpecException(
                    field, "of '" + name + "' it is no number", "leave out what is not known");
        }
    }

    /** A counter without unit, bounds and thresholds. */
    public static Counter of(String name, double value) {
        return new Counter(
                name,
                value,
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same with a unit. */
    public Counter withUnit(String newUnit) {
        return new Counter(name, value, Optional.of(newUnit), min, max, warning, critical);
    }

    /** The same with bounds. */
    public Counter within(double least, double most) {
        return new Counter(
                name,
                value,
                unit,
                OptionalDouble.of(least),
                OptionalDouble.of(most),
                warning,
                critical);
    }

    /** The same with a warning outside these figures. */
    public Counter withWarning(Range range) {
        return new Counter(name, value, unit, min, max, Optional.of(range), critical);
    }

    /** The same that is critical outside these figures. */
    public Counter withCritical(Range range) {
        return new Counter(name, value, unit, min, max, warning, Optional.of(range));
    }
}
