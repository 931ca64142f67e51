package dev.workerkit.benchmarks.trial;

import dev.workerkit.benchmarks.report.Measurement;
import java.util.Map;

/**
 * What is measured in one go.
 *
 * @param definition of the benchmark
 * @param peer the name of what is measured
 * @param parameters what else is set
 */
record Case(Definition definition, String peer, Map<String, String> parameters) {

    /** For people. */
    String text() {
        return new Measurement.Subject(definition.name(), parameters).text(" ") + " " + peer;
    }
}
