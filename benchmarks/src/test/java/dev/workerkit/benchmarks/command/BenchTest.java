package dev.workerkit.benchmarks.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.benchmarks.report.ReportFolder;
import dev.workerkit.benchmarks.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, but for the measuring itself. */
class BenchTest {

    @TempDir private Path folder;

    @Test
    void anUnknownBenchmarkIsRefusedWithNamesThatAreNear() {
        CommandLineRun run = CommandLineRun.of("rund-trip");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("no benchmark 'rund-trip'", "did you mean round-trip?");
    }

    @Test
    void anUnknownPeerIsRefusedWithNamesThatAreNear() {
        CommandLineRun run = CommandLineRun.of("--peer", "agrona", "round-trip");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("no peer 'agrona'", "agrona-ring");
    }

    @Test
    void whatJmhDoesNotKnowIsRefused() {
        assertThat(CommandLineRun.of("--", "--wrong").exitCode()).isEqualTo(64);
        assertThat(CommandLineRun.of("--", "RoundTrip").err()).contains("before the --");
        assertThat(CommandLineRun.of("idle", "--", "-p", "bytse=3").err())
                .contains("no parameter 'bytse'");
    }

    @Test
    void aReportThatCannotBeWrittenIsSaidBefore() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        CommandLineRun run = CommandLineRun.of("--report", file.resolve("report").toString());

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("can't be written to");
    }

    @Test
    void theListHasAllBenchmarksAndPeers() {
        CommandLineRun run = CommandLineRun.of("list");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("round-trip", "wake-up", "agrona-ring", "python-spawn");
    }

    @Test
    void comparingTellsWhatGotWorse() throws IOException {
        Path before = written("before", 2.0, 2.1, 1.9, 2.05, 1.95);
        Path after = written("after", 3.0, 3.1, 2.9, 3.05, 2.95);
        Path unsure = written("unsure", 3.0, 1.8, 2.5, 1.7, 9.0);

        CommandLineRun worse = compare(before, after);
        assertThat(worse.exitCode()).isEqualTo(1);
        assertThat(worse.out())
                .contains("worse", "2.00 µs -> 3.00 µs", "1.50 times worse", "confidence 99.6%");
        assertThat(compare(after, before).exitCode()).isZero();
        assertThat(compare(before, unsure).exitCode()).isEqualTo(2);
    }

    @Test
    void comparingWithNothingIsWrongUsage() {
        CommandLineRun run = compare(folder, folder);

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("There is no report at");
    }

    private static CommandLineRun compare(Path before, Path after) {
        return CommandLineRun.of("compare", before.toString(), after.toString());
    }

    private Path written(String name, Double... iterations) throws IOException {
        Path path = folder.resolve(name);
        ReportFolder.prepare(path).write(Reports.ofRoundTrips("one", iterations));
        return path;
    }
}
