package dev.workerkit.tck.report;

import dev.workerkit.tck.Durations;
import dev.workerkit.tck.Timing;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * How long something took, for people: the judgements of a report, and what it spent its time with.
 *
 * @param verification by which it was observed
 * @param timing what was observed
 */
record Timed(VerificationResult verification, Timing timing) {

    private static final int SLOWEST = 10;

    /** All judgements of a report, the tightest first. */
    static List<Timed> judgements(ConformanceReport report) {
        return report.verifications().stream()
                .flatMap(
                        verification ->
                                verification.timings().stream()
                                        .filter(Timing::judges)
                                        .map(timing -> new Timed(verification, timing)))
                .sorted(
                        Comparator.comparingDouble((Timed timed) -> timed.timing().tightness())
                                .reversed())
                .toList();
    }

    /** The verifications that took longest. */
    static List<VerificationResult> slowest(ConformanceReport report) {
        return report.verifications().stream()
                .filter(verification -> verification.durationMillis() > 0)
                .sorted(Comparator.comparingLong(VerificationResult::durationMillis).reversed())
                .limit(SLOWEST)
                .toList();
    }

    /** For example: 412 ms. */
    String observed() {
        return text(timing.observedMillis());
    }

    /** For example: at most 2.3 s. */
    String limit() {
        return limit(timing);
    }

    /** The limit of a timing. */
    static String limit(Timing timing) {
        return (timing.kind() == Timing.Kind.LEAST ? "at least " : "at most ")
                + text(timing.limitMillis());
    }

    /** A timing in a line. */
    static String line(Timing timing) {
        return "%s: %s of %s (%s)"
                .formatted(
                        timing.what(),
                        text(timing.observedMillis()),
                        timing.judges()
                                ? limit(timing)
                                : "the " + text(timing.limitMillis()) + " that it would wait",
                        timing.percent());
    }

    private static String text(long millis) {
        return Durations.text(Duration.ofMillis(millis));
    }
}
