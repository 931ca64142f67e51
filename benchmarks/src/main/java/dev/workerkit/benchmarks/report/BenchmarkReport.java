package dev.workerkit.benchmarks.report;

import dev.workerkit.benchmarks.machine.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A run.
 *
 * @param formatVersion of this form; grows when readers must know
 * @param version of the kit
 * @param started when
 * @param duration how long it took
 * @param mode {@code short} or {@code full}
 * @param remarks what a reader must know before he trusts a figure
 * @param machine where
 * @param benchmarks what was measured
 * @param peers what was measured against each other
 * @param absences what could not be measured here
 * @param measurements the results
 * @param ratios how the peers stand to the limit and to Workerkit
 */
public record BenchmarkReport(
        int formatVersion,
        String version,
        Instant started,
        Duration duration,
        String mode,
        List<String> remarks,
        Machine machine,
        List<Described> benchmarks,
        List<Described> peers,
        List<Absence> absences,
        List<Measurement> measurements,
        List<Ratio> ratios) {

    /** The form that is written. */
    public static final int FORMAT = 1;

    /** Copies the lists. */
    public BenchmarkReport {
        remarks = List.copyOf(remarks);
        benchmarks = List.copyOf(benchmarks);
        peers = List.copyOf(peers);
        absences = List.copyOf(absences);
        measurements = List.copyOf(measurements);
        ratios = List.copyOf(ratios);
    }

    /** With its ratios, which follow from the measurements. */
    public static BenchmarkReport of(
            String version,
            Instant started,
            Duration duration,
            String mode,
            List<String> remarks,
            Machine machine,
            List<Described> benchmarks,
            List<Described> peers,
            List<Absence> absences,
            List<Measurement> measurements) {
        return new BenchmarkReport(
                FORMAT,
                version,
                started,
                duration,
                mode,
                remarks,
                machine,
                benchmarks,
                peers,
                absences,
                measurements,
                Ratio.of(benchmarks, measurements));
    }

    /**
     * A benchmark or a peer.
     *
     * @param name as it is called
     * @param title for people
     * @param description what it is
     * @param limit of a benchmark: the peer that is the limit of what can be reached, or empty
     */
    public record Described(String name, String title, String description, String limit) {}

    /**
     * What could not be measured.
     *
     * @param benchmark its name
     * @param peer the peer that is not there
     * @param why it is not there
     */
    public record Absence(String benchmark, String peer, String why) {}

    /** The title of a peer, or its name if it has none. */
    public String titleOf(String peer) {
        return peers.stream()
                .filter(described -> described.name().equals(peer))
                .map(Described::title)
                .findFirst()
                .orElse(peer);
    }
}
