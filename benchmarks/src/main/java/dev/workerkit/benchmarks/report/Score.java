package dev.workerkit.benchmarks.report;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What a measurement has come to.
 *
 * @param value the median of the iterations
 * @param low the lower end of the interval in which the median lies with 95% confidence; the least
 *     iteration where there are too few to say that
 * @param high the upper end
 * @param iterations what each iteration has come to: its median, where it had many samples
 */
public record Score(double value, double low, double high, List<Double> iterations) {

    private static final int RESAMPLES = 2000;
    private static final double OUTSIDE = 0.025;

    /** The median of fewer lies outside of all of them in more than 5% of the cases. */
    private static final int FEWEST = 6;

    /** Copies the list. */
    public Score {
        iterations = List.copyOf(iterations);
    }

    /** Of at least one iteration; the interval is found by resampling (bootstrap). */
    public static Score of(List<Double> iterations) {
        double[] values = iterations.stream().mapToDouble(Double::doubleValue).toArray();
        if (values.length < FEWEST) {
            return new Score(
                    median(values),
                    Collections.min(iterations),
                    Collections.max(iterations),
                    iterations);
        }
        double[] medians = new double[RESAMPLES];
        // The same values always give the same interval.
        Random random = new Random(values.length);
        double[] sample = new double[values.length];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < sample.length; j++) {
                sample[j] = values[random.nextInt(values.length)];
            }
            medians[i] = median(sample);
        }
        Arrays.sort(medians);
        int outside = (int) (OUTSIDE * RESAMPLES);
        return new Score(
                median(values), medians[outside], medians[RESAMPLES - 1 - outside], iterations);
    }

    /** Whether there are enough iterations for an interval of 95% confidence. */
    public boolean isConfident() {
        return iterations.size() >= FEWEST;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
