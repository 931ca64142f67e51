package dev.workerkit.benchmarks.soak;

import java.util.Arrays;
import java.util.List;

/**
 * The slope of a series after Theil and Sen: the median of the slopes of all pairs of points, which
 * does not mind if a quarter of the points are wild. Its interval of 95% confidence is Sen's, by
 * the variance of Kendall's rank correlation.
 *
 * @param slope a second
 * @param low the lower end of the interval
 * @param high the upper end
 */
record TheilSen(double slope, double low, double high) {

    /** Of a normal distribution, 95% are within so many standard deviations. */
    private static final double DEVIATIONS = 1.96;

    private static final double KENDALL = 18;

    /** Of at least two points at different times. */
    static TheilSen of(List<Point> points) {
        int size = points.size();
        double[] slopes = new double[size * (size - 1) / 2];
        int count = 0;
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                Point one = points.get(i);
                Point other = points.get(j);
                slopes[count++] = (other.value() - one.value()) / (other.seconds() - one.seconds());
            }
        }
        Arrays.sort(slopes);
        double variance = (double) size * (size - 1) * (2 * size + 5) / KENDALL;
        double outside = (count - DEVIATIONS * Math.sqrt(variance)) / 2;
        int low = Math.max(0, (int) Math.floor(outside));
        return new TheilSen(median(slopes), slopes[low], slopes[count - 1 - low]);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
