package dev.workerkit.benchmarks.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.benchmarks.report.Measurement;
import dev.workerkit.benchmarks.report.Reports;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A line for each measurement. */
class ProgressTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Progress progress =
            new Progress(new PrintStream(out, true, StandardCharsets.UTF_8));

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void whatIsAllocatedAndHowFewIterationsThereWereIsSaid() {
        Measurement first = Reports.ofRoundTrips("one", 2.0, 2.1, 1.9).measurements().get(0);

        progress.measuring(1, 3, "round-trip");
        progress.measured(first);

        assertThat(lines())
                .containsExactly(
                        "[1/3] round-trip bytes=32 waiting=pinned workerkit: 2.00 µs (of 3; p99"
                                + " 990 µs; allocated 0.00 B near, 0.00 B far)");
    }

    @Test
    void aLongReasonFitsALine() {
        progress.absent("spawn", "node-fork", "there is no node");
        progress.absent("spawn", "workerkit-container", "There is no engine.\n".repeat(20));

        assertThat(lines())
                .hasSize(2)
                .contains("absent: spawn node-fork: there is no node")
                .allMatch(line -> line.length() <= 100);
        assertThat(lines().get(1)).endsWith("…");
    }
}
