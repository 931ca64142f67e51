package dev.workerkit.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a peer stands in one run, whatever its unit: above one is worse.
 *
 * @param benchmark the name of the benchmark
 * @param parameters what else was set
 * @param peer the name of the peer
 * @param toLimit how many times worse it is than the limit; null where there is none
 * @param toOurs how many times worse it is than Workerkit; null where that was not measured
 */
public record Ratio(
        String benchmark,
        Map<String, String> parameters,
        String peer,
        @Nullable Double toLimit,
        @Nullable Double toOurs) {

    private static final String OURS = "workerkit";

    /** Of all measurements that have a score. */
    static List<Ratio> of(
            List<BenchmarkReport.Described> benchmarks, List<Measurement> measurements) {
        Map<Measurement.Subject, Map<String, Double>> scores = new LinkedHashMap<>();
        for (Measurement measurement : measurements) {
            if (measurement.score() != null) {
                scores.computeIfAbsent(measurement.subject(), key -> new LinkedHashMap<>())
                        .put(measurement.peer(), measurement.score().value());
            }
        }
        Map<String, String> limits = new LinkedHashMap<>();
        benchmarks.forEach(benchmark -> limits.put(benchmark.name(), benchmark.limit()));
        List<Ratio> ratios = new ArrayList<>();
        for (Measurement measurement : measurements) {
            Score score = measurement.score();
            if (score != null) {
                Map<String, Double> others = scores.getOrDefault(measurement.subject(), Map.of());
                String limit = limits.getOrDefault(measurement.benchmark(), "");
                ratios.add(
                        new Ratio(
                                measurement.benchmark(),
                                measurement.parameters(),
                                measurement.peer(),
                                ratio(measurement.unit(), score, others.get(limit)),
                                ratio(measurement.unit(), score, others.get(OURS))));
            }
        }
        return List.copyOf(ratios);
    }

    private static @Nullable Double ratio(Unit unit, Score score, @Nullable Double than) {
        if (than == null || than <= 0 || score.value() <= 0) {
            return null;
        }
        return unit.timesWorse(score.value(), than);
    }
}
