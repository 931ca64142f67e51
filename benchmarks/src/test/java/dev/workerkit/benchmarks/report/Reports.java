package dev.workerkit.benchmarks.report;

import dev.workerkit.benchmarks.machine.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Reports for tests. */
public final class Reports {

    private Reports() {}

    /** Of round trips with these iterations, in microseconds, and a limit of one. */
    public static BenchmarkReport ofRoundTrips(String processor, Double... iterations) {
        List<Measurement> measurements =
                List.of(
                        measurement("workerkit", List.of(iterations)),
                        measurement("agrona-ring", List.of(1.0, 1.0, 1.0)),
                        Measurement.failed(
                                "round-trip",
                                "pipes",
                                Map.of("bytes", "32", "waiting", "pinned"),
                                Unit.MICROSECONDS,
                                "java.io.IOException: <gone>"));
        return BenchmarkReport.of(
                "1.0",
                Instant.parse("2026-01-01T00:00:00Z"),
                Duration.ofSeconds(90),
                "short",
                List.of("It is a test."),
                new Machine(
                        processor, 2, "Linux 6", "amd64", 1024, 512, "unknown", true, 0.1, "17"),
                List.of(
                        new BenchmarkReport.Described(
                                "round-trip", "Round trip", "There and back.", "agrona-ring")),
                List.of(
                        new BenchmarkReport.Described("workerkit", "Workerkit's channel", "", ""),
                        new BenchmarkReport.Described("agrona-ring", "bare ring", "", "")),
                List.of(new BenchmarkReport.Absence("spawn", "node-fork", "there is no node")),
                measurements);
    }

    private static Measurement measurement(String peer, List<Double> iterations) {
        return new Measurement(
                "round-trip",
                peer,
                Map.of("bytes", "32", "waiting", "pinned"),
                Unit.MICROSECONDS,
                Score.of(iterations),
                Distribution.of(samples(), Unit.MICROSECONDS),
                Map.of("nearBytesPerMessage", 0.0, "farBytesPerMessage", 0.0),
                null,
                null);
    }

    static Histogram samples() {
        Histogram nanos = new Histogram(3);
        for (int i = 1; i <= 1000; i++) {
            nanos.recordValue(i * 1000L);
        }
        return nanos;
    }
}
