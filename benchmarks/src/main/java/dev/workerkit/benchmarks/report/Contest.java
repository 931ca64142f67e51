package dev.workerkit.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The peers that compete in one thing.
 *
 * @param subject in what
 * @param entries those who have a score
 */
record Contest(Measurement.Subject subject, List<Entry> entries) {

    /**
     * A peer.
     *
     * @param measurement what it has come to
     * @param score of that
     * @param title of the peer
     * @param colour the number of its colour, the same in all plots
     */
    record Entry(Measurement measurement, Score score, String title, int colour) {}

    /** All of a report, in its order; those without any score are left out. */
    static List<Contest> all(BenchmarkReport report) {
        List<String> peers = report.peers().stream().map(BenchmarkReport.Described::name).toList();
        Map<Measurement.Subject, List<Entry>> contests = new LinkedHashMap<>();
        for (Measurement measurement : report.measurements()) {
            Score score = measurement.score();
            if (score != null) {
                contests.computeIfAbsent(measurement.subject(), key -> new ArrayList<>())
                        .add(
                                new Entry(
                                        measurement,
                                        score,
                                        report.titleOf(measurement.peer()),
                                        Math.max(0, peers.indexOf(measurement.peer()))));
            }
        }
        List<Contest> all = new ArrayList<>();
        contests.forEach((subject, entries) -> all.add(new Contest(subject, entries)));
        return all;
    }

    boolean hasCurves() {
        return entries.stream()
                .map(entry -> entry.measurement().distribution())
                .anyMatch(distribution -> distribution != null && distribution.curve().size() > 1);
    }
}
