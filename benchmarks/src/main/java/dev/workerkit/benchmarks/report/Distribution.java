package dev.workerkit.benchmarks.report;

import java.util.List;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;

/**
 * How samples are spread, in the unit of the measurement.
 *
 * @param samples how many there are
 * @param p50 half of them are no more than this
 * @param p90 nine tenths
 * @param p99 99 of a hundred
 * @param p999 999 of a thousand
 * @param max the largest
 * @param curve more of these, for a plot
 */
public record Distribution(
        long samples,
        double p50,
        double p90,
        double p99,
        double p999,
        double max,
        List<Point> curve) {

    /** The percentile of {@link #p50()}. */
    public static final double P50 = 50;

    /** The percentile of {@link #p90()}. */
    public static final double P90 = 90;

    /** The percentile of {@link #p99()}. */
    public static final double P99 = 99;

    /** The percentile of {@link #p999()}. */
    public static final double P999 = 99.9;

    private static final double WHOLE = 100;

    /** So many samples above a percentile make it more than chance. */
    private static final double ENOUGH = 5;

    /** Four points for each halving of what is above, as far as there are samples. */
    private static final int POINTS = 68;

    private static final double POINTS_TO_HALVE = 4;

    /**
     * A point of the curve.
     *
     * @param percentile so many percent of the samples
     * @param value are no more than this
     */
    public record Point(double percentile, double value) {}

    /** Copies the list. */
    public Distribution {
        curve = List.copyOf(curve);
    }

    /** Of a histogram of nanoseconds. */
    public static Distribution of(Histogram nanos, Unit unit) {
        long samples = nanos.getTotalCount();
        List<Point> curve =
                DoubleStream.iterate(0, step -> step < POINTS, step -> step + 1)
                        .map(step -> WHOLE - WHOLE * Math.pow(2, -step / POINTS_TO_HALVE))
                        .filter(percentile -> (WHOLE - percentile) / WHOLE * samples >= 1)
                        .mapToObj(percentile -> new Point(percentile, at(nanos, percentile, unit)))
                        .toList();
        return new Distribution(
                samples,
                at(nanos, P50, unit),
                at(nanos, P90, unit),
                at(nanos, P99, unit),
                at(nanos, P999, unit),
                unit.ofNanos(nanos.getMaxValue()),
                curve);
    }

    /** Whether enough samples lie above this percentile to know it. */
    public boolean knows(double percentile) {
        return samples * (WHOLE - percentile) / WHOLE >= ENOUGH;
    }

    private static double at(Histogram nanos, double percentile, Unit unit) {
        return unit.ofNanos(nanos.getValueAtPercentile(percentile));
    }
}
