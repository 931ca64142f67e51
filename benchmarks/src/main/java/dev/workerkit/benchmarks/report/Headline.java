package dev.workerkit.benchmarks.report;

import java.util.Map;
import java.util.Objects;

/** What a run comes to, in a sentence. */
final class Headline {

    private static final Map<String, String> PINNED = Map.of("bytes", "32", "waiting", "pinned");
    private static final String OURS = "workerkit";

    private Headline() {}

    static String of(BenchmarkReport report) {
        for (Measurement measurement : report.measurements()) {
            Score score = measurement.score();
            if (measurement.benchmark().equals("round-trip")
                    && measurement.parameters().equals(PINNED)
                    && measurement.peer().equals(OURS)
                    && score != null) {
                return Figures.of(score.value(), measurement.unit())
                        + " to another process and back"
                        + toLimit(report, measurement);
            }
        }
        return report.measurements().size() + " measurements";
    }

    private static String toLimit(BenchmarkReport report, Measurement measurement) {
        return report.ratios().stream()
                .filter(ratio -> ratio.benchmark().equals(measurement.benchmark()))
                .filter(ratio -> ratio.parameters().equals(measurement.parameters()))
                .filter(ratio -> ratio.peer().equals(OURS))
                .map(Ratio::toLimit)
                .filter(Objects::nonNull)
                .map(ratio -> ", " + Figures.digits(ratio) + "\u00d7 the limit")
                .findFirst()
                .orElse("");
    }
}
