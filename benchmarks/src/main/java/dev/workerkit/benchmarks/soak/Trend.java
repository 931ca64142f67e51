package dev.workerkit.benchmarks.soak;

import java.util.List;
import java.util.Optional;

/**
 * Whether a series grows, by its slope from the end of the warm-up on.
 *
 * @param level the median
 * @param growth by how much it grows from the beginning of the judged part to its end
 * @param low the lower end of the 95% confidence interval of the growth
 * @param high the upper end
 * @param bound how much is not growth yet
 * @param judgement what follows
 */
record Trend(
        double level, double growth, double low, double high, double bound, Judgement judgement) {

    /** Fewer points have no trend. */
    private static final int FEWEST = 8;

    /** What is said of a series. */
    enum Judgement {
        /** It does not grow by more than the bound. */
        FLAT,
        /** It does. */
        GROWS,
        /** The one or the other: it goes up and down too much to know. */
        UNSURE
    }

    /** Of those points that are not before this; empty if they are too few. */
    static Optional<Trend> of(List<Point> points, double from, Quantity quantity) {
        List<Point> judged = points.stream().filter(point -> point.seconds() >= from).toList();
        if (judged.size() < FEWEST) {
            return Optional.empty();
        }
        double seconds = judged.get(judged.size() - 1).seconds() - judged.get(0).seconds();
        TheilSen slope = TheilSen.of(judged);
        double[] values = judged.stream().mapToDouble(Point::value).sorted().toArray();
        double level = values[values.length / 2];
        double bound = quantity.bound(level);
        double low = slope.low() * seconds;
        double high = slope.high() * seconds;
        return Optional.of(
                new Trend(
                        level, slope.slope() * seconds, low, high, bound, judge(low, high, bound)));
    }

    private static Judgement judge(double low, double high, double bound) {
        if (low > bound) {
            return Judgement.GROWS;
        }
        return high <= bound ? Judgement.FLAT : Judgement.UNSURE;
    }
}
