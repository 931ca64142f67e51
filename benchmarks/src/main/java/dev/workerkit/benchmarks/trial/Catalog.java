package dev.workerkit.benchmarks.trial;

import dev.workerkit.benchmarks.report.BenchmarkReport.Described;
import java.util.List;
import java.util.stream.Stream;

/** What can be asked for. */
public final class Catalog {

    private Catalog() {}

    /** All benchmarks, in the order in which they are run. */
    public static List<Described> benchmarks() {
        return Definitions.all().stream()
                .map(
                        definition ->
                                new Described(
                                        definition.name(),
                                        definition.title(),
                                        definition.description(),
                                        definition.limit()))
                .toList();
    }

    /** All peers, in the order in which they are shown. */
    public static List<Described> peers() {
        return Absences.described();
    }

    /** The names of all benchmarks. */
    public static List<String> benchmarkNames() {
        return names(benchmarks().stream());
    }

    /** The names of all peers. */
    public static List<String> peerNames() {
        return names(peers().stream());
    }

    private static List<String> names(Stream<Described> described) {
        return described.map(Described::name).toList();
    }
}
