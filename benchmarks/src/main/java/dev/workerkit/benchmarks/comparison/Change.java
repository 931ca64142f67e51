package dev.workerkit.benchmarks.comparison;

import dev.workerkit.benchmarks.report.Measurement;
import dev.workerkit.benchmarks.report.Score;
import dev.workerkit.benchmarks.report.Unit;
import org.jspecify.annotations.Nullable;

/**
 * One measurement in two reports.
 *
 * @param subject in what
 * @param peer of whom
 * @param unit of the scores
 * @param direction what became of it
 * @param before the score before; null if there was none
 * @param after the score after; null if there is none
 * @param timesWorse how many times worse it is; 0 where that means nothing
 * @param confidence from 0 to 1, that it changed in this direction at all
 */
public record Change(
        Measurement.Subject subject,
        String peer,
        Unit unit,
        Direction direction,
        @Nullable Score before,
        @Nullable Score after,
        double timesWorse,
        double confidence) {

    static Change of(Measurement before, Measurement after, double tolerance, double certainty) {
        Score earlier = before.score();
        Score later = after.score();
        if (earlier == null || later == null) {
            Direction direction = later == null ? Direction.GONE : Direction.NEW;
            return lone(after, direction, earlier, later);
        }
        Unit unit = after.unit();
        double worse = unit.timesWorse(later.value(), earlier.value());
        double higher = RankTest.confidenceOfHigher(earlier.iterations(), later.iterations());
        double lower = RankTest.confidenceOfHigher(later.iterations(), earlier.iterations());
        double ofWorse = unit.moreIsBetter() ? lower : higher;
        double ofBetter = unit.moreIsBetter() ? higher : lower;
        Direction direction = Direction.SAME;
        double confidence = Math.max(ofWorse, ofBetter);
        if (worse > 1 + tolerance) {
            direction = ofWorse >= certainty ? Direction.WORSE : Direction.UNSURE;
            confidence = ofWorse;
        } else if (worse < 1 / (1 + tolerance) && ofBetter >= certainty) {
            direction = Direction.BETTER;
            confidence = ofBetter;
        }
        return new Change(
                after.subject(), after.peer(), unit, direction, earlier, later, worse, confidence);
    }

    static Change lone(
            Measurement one, Direction direction, @Nullable Score before, @Nullable Score after) {
        return new Change(one.subject(), one.peer(), one.unit(), direction, before, after, 0, 0);
    }
}
