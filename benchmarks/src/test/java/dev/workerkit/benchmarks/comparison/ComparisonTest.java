package dev.workerkit.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.workerkit.benchmarks.report.BenchmarkReport;
import dev.workerkit.benchmarks.report.Reports;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of two reports. */
class ComparisonTest {

    private static final double TOLERANCE = 0.1;
    private static final double CERTAINTY = 0.95;

    private final BenchmarkReport before = Reports.ofRoundTrips("one", 2.0, 2.1, 1.9, 2.05, 1.95);

    private Direction direction(Double... iterations) {
        Comparison comparison =
                Comparison.of(
                        before, Reports.ofRoundTrips("one", iterations), TOLERANCE, CERTAINTY);
        return comparison.changes().get(0).direction();
    }

    @Test
    void whatIsClearlyWorseIsWorse() {
        assertThat(direction(3.0, 3.1, 2.9, 3.05, 2.95)).isEqualTo(Direction.WORSE);
    }

    @Test
    void whatIsClearlyBetterIsBetter() {
        assertThat(direction(1.0, 1.1, 0.9, 1.05, 0.95)).isEqualTo(Direction.BETTER);
    }

    @Test
    void whatIsWithinTheToleranceIsTheSame() {
        assertThat(direction(2.15, 2.14, 2.16, 2.13, 2.17)).isEqualTo(Direction.SAME);
    }

    @Test
    void whatMayBeChanceIsUnsure() {
        assertThat(direction(3.0, 1.8, 2.5, 1.7, 9.0)).isEqualTo(Direction.UNSURE);
    }

    @Test
    void whatFailsNowIsGone() {
        assertThat(Comparison.of(before, before, TOLERANCE, CERTAINTY).of(Direction.GONE))
                .extracting(Change::peer)
                .containsExactly("pipes");
    }

    @Test
    void twoMachinesAreADoubt() {
        BenchmarkReport elsewhere = Reports.ofRoundTrips("another", 2.0);

        assertThat(Comparison.of(before, elsewhere, TOLERANCE, CERTAINTY).doubts())
                .anyMatch(doubt -> doubt.contains("another"));
    }

    @Test
    void confidenceIsThatOfTheRankSumTest() {
        List<Double> low = List.of(1.0, 2.0, 3.0);
        List<Double> high = List.of(4.0, 5.0, 6.0);

        // Of twenty ways to divide six ranks in two, one is this.
        assertThat(RankTest.confidenceOfHigher(low, high)).isCloseTo(0.95, within(1e-9));
        assertThat(RankTest.confidenceOfHigher(high, low)).isCloseTo(0, within(1e-9));
        assertThat(RankTest.confidenceOfHigher(low, List.of())).isZero();
    }

    @Test
    void manyValuesAreApproximated() {
        List<Double> values = IntStream.range(0, 40).mapToObj(i -> (double) i).toList();
        List<Double> more = values.stream().map(value -> value + 10).toList();

        assertThat(RankTest.confidenceOfHigher(values, values)).isCloseTo(0.5, within(0.01));
        assertThat(RankTest.confidenceOfHigher(values, more)).isGreaterThan(0.99);
        assertThat(RankTest.confidenceOfHigher(more, values)).isLessThan(0.01);
        assertThat(
                        RankTest.confidenceOfHigher(
                                Collections.nCopies(20, 1.0), Collections.nCopies(20, 1.0)))
                .isLessThan(0.6);
    }
}
