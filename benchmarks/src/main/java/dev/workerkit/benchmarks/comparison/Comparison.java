package dev.workerkit.benchmarks.comparison;

import dev.workerkit.benchmarks.report.BenchmarkReport;
import dev.workerkit.benchmarks.report.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What changed from one report to another.
 *
 * @param changes one for each measurement of either, in the order of the later report
 * @param doubts why the two can hardly be compared, if they can't
 */
public record Comparison(List<Change> changes, List<String> doubts) {

    private record Key(Measurement.Subject subject, String peer) {
        static Key of(Measurement measurement) {
            return new Key(measurement.subject(), measurement.peer());
        }
    }

    /** Copies the lists. */
    public Comparison {
        changes = List.copyOf(changes);
        doubts = List.copyOf(doubts);
    }

    /**
     * Compares two reports.
     *
     * @param tolerance a part by which a score may be worse, for example 0.1
     * @param certainty from 0 to 1, how sure a change must be
     */
    public static Comparison of(
            BenchmarkReport before, BenchmarkReport after, double tolerance, double certainty) {
        Map<Key, Measurement> earlier = new LinkedHashMap<>();
        before.measurements().forEach(one -> earlier.put(Key.of(one), one));
        List<Change> changes = new ArrayList<>();
        for (Measurement later : after.measurements()) {
            Measurement matching = earlier.remove(Key.of(later));
            changes.add(
                    matching == null
                            ? Change.lone(later, Direction.NEW, null, later.score())
                            : Change.of(matching, later, tolerance, certainty));
        }
        earlier.values()
                .forEach(one -> changes.add(Change.lone(one, Direction.GONE, one.score(), null)));
        return new Comparison(changes, doubts(before, after));
    }

    private static List<String> doubts(BenchmarkReport before, BenchmarkReport after) {
        List<String> doubts = new ArrayList<>();
        if (!before.machine().processor().equals(after.machine().processor())
                || before.machine().processors() != after.machine().processors()) {
            doubts.add(
                    "They were measured on two machines: "
                            + before.machine().processor()
                            + " and "
                            + after.machine().processor());
        }
        if (!before.machine().java().equals(after.machine().java())) {
            doubts.add(
                    "They were measured with two JDKs: "
                            + before.machine().java()
                            + " and "
                            + after.machine().java());
        }
        if (!before.mode().equals(after.mode())) {
            doubts.add("One was a " + before.mode() + " run, the other a " + after.mode() + " one");
        }
        return doubts;
    }

    /** Those that went this way. */
    public List<Change> of(Direction direction) {
        return changes.stream().filter(change -> change.direction() == direction).toList();
    }

    /** Whether nothing was compared at all. */
    public boolean isEmpty() {
        return changes.stream()
                .allMatch(
                        change ->
                                change.direction() == Direction.NEW
                                        || change.direction() == Direction.GONE);
    }
}
