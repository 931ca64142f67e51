package dev.workerkit.benchmarks.report;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One benchmark of one peer with one set of parameters.
 *
 * @param benchmark its name
 * @param peer the name of what was measured
 * @param parameters what else was set, by name
 * @param unit of score and distribution
 * @param score what it has come to; null if it failed
 * @param distribution of the single samples; null where there are none
 * @param figures what else was seen, by name: the median of the iterations
 * @param histogram the file with the histogram, beside the report; null where there is none
 * @param failure why there is no score; null if there is one
 */
public record Measurement(
        String benchmark,
        String peer,
        Map<String, String> parameters,
        Unit unit,
        @Nullable Score score,
        @Nullable Distribution distribution,
        Map<String, Double> figures,
        @Nullable String histogram,
        @Nullable String failure) {

    /** Sorts the maps. */
    public Measurement {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        figures = Collections.unmodifiableMap(new TreeMap<>(figures));
    }

    /** One that failed. */
    public static Measurement failed(
            String benchmark,
            String peer,
            Map<String, String> parameters,
            Unit unit,
            String failure) {
        return new Measurement(
                benchmark, peer, parameters, unit, null, null, Map.of(), null, failure);
    }

    /** What it has in common with others of the same run that it can be compared with. */
    public Subject subject() {
        return new Subject(benchmark, parameters);
    }

    /** The same with a file. */
    Measurement withHistogram(String file) {
        return new Measurement(
                benchmark, peer, parameters, unit, score, distribution, figures, file, failure);
    }

    /**
     * What peers compete in.
     *
     * @param benchmark its name
     * @param parameters what else was set
     */
    public record Subject(String benchmark, Map<String, String> parameters) {

        /** For people and files: the benchmark and the values of the parameters. */
        public String text(String separator) {
            StringBuilder text = new StringBuilder(benchmark);
            parameters.forEach(
                    (name, value) -> text.append(separator).append(name).append('=').append(value));
            return text.toString();
        }
    }
}
