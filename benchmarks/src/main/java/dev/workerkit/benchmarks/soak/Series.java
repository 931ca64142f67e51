package dev.workerkit.benchmarks.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something over time.
 *
 * @param subject whose it is
 * @param quantity what is counted
 * @param points at most 60: each the median of its part of the time
 * @param trend whether it grows; null if it is not judged, or there are too few points
 */
record Series(String subject, Quantity quantity, List<Point> points, @Nullable Trend trend) {

    private static final int MOST_POINTS = 60;

    /** Copies the list. */
    Series {
        points = List.copyOf(points);
    }

    /**
     * Of samples.
     *
     * @param samples one for each second; not a number where there is none
     * @param judgedFrom when the part begins that is judged; infinite if none is
     */
    static Series of(String subject, Quantity quantity, double[] samples, double judgedFrom) {
        int width = Math.max(1, (samples.length + MOST_POINTS - 1) / MOST_POINTS);
        List<Point> points = new ArrayList<>();
        for (int from = 0; from < samples.length; from += width) {
            int to = Math.min(samples.length, from + width);
            double[] known =
                    Arrays.stream(samples, from, to)
                            .filter(value -> !Double.isNaN(value))
                            .sorted()
                            .toArray();
            if (known.length > 0) {
                points.add(new Point((from + to) / 2.0, known[known.length / 2]));
            }
        }
        return of(subject, quantity, points, judgedFrom);
    }

    /** Of points that are few enough. */
    static Series of(String subject, Quantity quantity, List<Point> points, double judgedFrom) {
        return new Series(
                subject, quantity, points, Trend.of(points, judgedFrom, quantity).orElse(null));
    }

    /** For people. */
    String name() {
        return subject + ", " + quantity.title();
    }
}
