package dev.workerkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When a healthy worker is replaced by a fresh incarnation, always between two units of work
 * (WRK-RECYCLE-001). Immutable; several conditions may be given, the first that is met counts.
 *
 * @param units after so many messages, tasks or loops, exactly; of a raw worker, after as many
 *     calls of {@link dev.workerkit.worker.WorkerContext#progress()}; of a command, once its
 *     heartbeats tell of as many
 * @param age after it has run for this long
 * @param residentBytes when its process tree holds more memory than this; what two processes
 *     share counts for both
 * @param watched when one of these files changes, appears or vanishes; relative paths begin in the
 *     worker's folder
 * @param variance the part of {@code units} and {@code age}, 0 to 1, that is left to chance: each
 *     incarnation's limit is lower by up to this part, so that the members of a pool are not
 *     replaced all at once
 */
public record Recycle(
        OptionalLong units,
        Optional<Duration> age,
        OptionalLong residentBytes,
        List<Path> watched,
        double variance) {

    /** By default a tenth is left to chance. */
    public static final double DEFAULT_VARIANCE = 0.1;

    /** Checks the values. */
    public Recycle {
        watched = List.copyOf(watched);
        requirePositive("recycle.units", units);
        requirePositive("recycle.residentBytes", residentBytes);
        age.ifPresent(time -> SpecException.requirePositive("recycle.age", time));
        // Not "variance < 0 || variance > 1", for NaN is neither.
        if (!(variance >= 0 && variance <= 1)) {
            throw new SpecException("recycle.variance", variance + " is no part", "use 0 to 1");
        }
    }

    private static void requirePositive(String field, OptionalLong value) {
        if (value.isPresent() && value.getAsLong() < 1) {
            throw new SpecException(
                    field, value.getAsLong() + " means nothing", "use 1 or more, or leave it out");
        }
    }

    /** Never. */
    public static Recycle never() {
        return new Recycle(
                OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                List.of(),
                DEFAULT_VARIANCE);
    }

    /** The same, and after so many messages or loops. */
    public Recycle afterUnits(long limit) {
        return new Recycle(OptionalLong.of(limit), age, residentBytes, watched, variance);
    }

    /** The same, and after the worker has run for this long. */
    public Recycle afterAge(Duration limit) {
        return new Recycle(units, Optional.of(limit), residentBytes, watched, variance);
    }

    /** The same, and when the worker's process tree holds more memory than this. */
    public Recycle aboveResidentBytes(long limit) {
        return new Recycle(units, age, OptionalLong.of(limit), watched, variance);
    }

    /** The same, and when one of these files changes, appears or vanishes. */
    public Recycle whenChanged(Path... files) {
        return new Recycle(units, age, residentBytes, List.of(files), variance);
    }

    /** The same with another part left to chance. */
    public Recycle withVariance(double part) {
        return new Recycle(units, age, residentBytes, watched, part);
    }

    /**
     * The limit of units for one incarnation.
     *
     * @param chance 0 to 1
     */
    public OptionalLong units(double chance) {
        return units.isPresent()
                ? OptionalLong.of(Math.max(1, Math.round(units.getAsLong() * part(chance))))
                : units;
    }

    /**
     * The limit of age for one incarnation.
     *
     * @param chance 0 to 1
     */
    public Optional<Duration> age(double chance) {
        return age.map(limit -> Duration.ofNanos((long) (inNanos(limit) * part(chance))));
    }

    private double part(double chance) {
        return 1 - variance * chance;
    }

    private static double inNanos(Duration duration) {
        return duration.getSeconds() * 1e9 + duration.getNano();
    }
}
