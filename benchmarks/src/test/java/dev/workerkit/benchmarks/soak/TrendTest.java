package dev.workerkit.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of exact series. */
class TrendTest {

    private static final double MEBI = 1 << 20;

    private static List<Point> points(int count, IntToDoubleFunction value) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Point(i, value.applyAsDouble(i)))
                .toList();
    }

    private static Trend trend(int count, IntToDoubleFunction value) {
        return Trend.of(points(count, value), 0, Quantity.RESIDENT).orElseThrow();
    }

    @Test
    void theSlopeOfALineIsThatOfTheLine() {
        TheilSen slope = TheilSen.of(points(20, i -> 5 + 3.0 * i));

        assertThat(slope.slope()).isCloseTo(3, within(1e-12));
        assertThat(slope.low()).isCloseTo(3, within(1e-12));
        assertThat(slope.high()).isCloseTo(3, within(1e-12));
    }

    @Test
    void theSlopeOfAFewPointsIsTheMedianOfAllPairs() {
        List<Point> points =
                List.of(new Point(0, 0), new Point(1, 1), new Point(2, 4), new Point(4, 4));

        // The pairs have 0, 2/3, 1, 1, 2 and 3.
        assertThat(TheilSen.of(points).slope()).isCloseTo(1, within(1e-12));
    }

    @Test
    void aFewWildPointsDoNotMatter() {
        TheilSen slope = TheilSen.of(points(40, i -> i % 6 == 5 ? 1e9 : 2.0 * i));

        assertThat(slope.slope()).isCloseTo(2, within(0.2));
    }

    @Test
    void whatDoesNotGrowIsFlat() {
        Random random = new Random(1);
        Trend still = trend(60, i -> 100 * MEBI);
        Trend noisy = trend(60, i -> 100 * MEBI + MEBI * random.nextGaussian());

        assertThat(still.growth()).isZero();
        assertThat(still.judgement()).isEqualTo(Trend.Judgement.FLAT);
        assertThat(noisy.judgement()).isEqualTo(Trend.Judgement.FLAT);
        assertThat(noisy.low()).isLessThan(noisy.growth());
        assertThat(noisy.high()).isGreaterThan(noisy.growth());
    }

    @Test
    void whatFallsIsFlat() {
        assertThat(trend(60, i -> (200 - i) * MEBI).judgement()).isEqualTo(Trend.Judgement.FLAT);
    }

    @Test
    void whatGrowsByMoreThanIsAllowedGrows() {
        Random random = new Random(1);
        Trend trend = trend(61, i -> (100 + 0.5 * i) * MEBI + MEBI * random.nextGaussian());

        assertThat(trend.growth()).isCloseTo(30 * MEBI, within(3 * MEBI));
        assertThat(trend.bound()).isEqualTo(8 * MEBI);
        assertThat(trend.judgement()).isEqualTo(Trend.Judgement.GROWS);
    }

    @Test
    void whatGrowsByLessThanIsAllowedIsFlat() {
        assertThat(trend(61, i -> (100 + 0.1 * i) * MEBI).judgement())
                .isEqualTo(Trend.Judgement.FLAT);
    }

    @Test
    void whatMayGrowOrNotIsUnsure() {
        Random random = new Random(1);

        assertThat(trend(20, i -> 100 * MEBI + 40 * MEBI * random.nextGaussian()).judgement())
                .isEqualTo(Trend.Judgement.UNSURE);
    }

    @Test
    void whatWasBeforeTheEndOfTheWarmUpIsNotJudged() {
        List<Point> points = points(40, i -> Math.min(i, 10) * 10 * MEBI);

        assertThat(Trend.of(points, 10, Quantity.RESIDENT).orElseThrow().growth()).isZero();
        assertThat(Trend.of(points, 0, Quantity.RESIDENT).orElseThrow().low()).isNotNegative();
        assertThat(Trend.of(points, 35, Quantity.RESIDENT)).isEqualTo(Optional.empty());
    }

    @Test
    void aSeriesHasTheMediansOfItsParts() {
        double[] samples = IntStream.range(0, 180).mapToDouble(i -> i % 3 == 2 ? 1e9 : i).toArray();
        samples[3] = Double.NaN;

        Series series = Series.of("it", Quantity.FILES, samples, 0);

        assertThat(series.points()).hasSize(60);
        assertThat(series.points().get(0)).isEqualTo(new Point(1.5, 1));
        assertThat(series.points().get(1)).isEqualTo(new Point(4.5, 1e9));
        assertThat(series.points().get(2)).isEqualTo(new Point(7.5, 7));
    }
}
