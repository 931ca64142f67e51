package dev.workerkit.benchmarks.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.benchmarks.report.BenchmarkReport;
import dev.workerkit.benchmarks.report.Measurement;
import dev.workerkit.benchmarks.report.ReportJson;
import dev.workerkit.benchmarks.trial.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README says what there is, and its examples work. */
class ReadmeTest {

    private static final Path README = Path.of("README.md");
    private static final String CALL = "    ./workerkit bench ";
    private static final String QUICK = "--short idle --peer unix-socket";

    @TempDir private Path folder;

    @Test
    void itTellsOfAllBenchmarksAndPeers() throws IOException {
        assertThat(Files.readString(README))
                .contains(Catalog.benchmarkNames().stream().map(name -> "`" + name + "`").toList());
    }

    @Test
    @Timeout(60)
    void itsShortSoakRuns() throws IOException {
        String soak = "soak --minutes 0.05 --workers 2";
        assertThat(Files.readAllLines(README))
                .anyMatch(line -> line.startsWith(CALL + soak + "    #"));
        List<String> words = new ArrayList<>(List.of(soak.split(" ")));
        words.addAll(List.of("--report", folder.toString()));

        CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(2);
        assertThat(run.out()).contains("it was too short");
    }

    @Test
    @Timeout(60)
    void itsQuickExampleMeasures() throws IOException {
        assertThat(Files.readAllLines(README)).contains(CALL + QUICK);
        List<String> words = new ArrayList<>(List.of(QUICK.split(" ")));
        words.addAll(List.of("--report", folder.toString()));

        CommandLineRun run = CommandLineRun.of(words.toArray(String[]::new));

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        BenchmarkReport report = ReportJson.read(folder);
        assertThat(report.measurements())
                .singleElement()
                .extracting(Measurement::benchmark, Measurement::peer)
                .containsExactly("idle", "unix-socket");
        assertThat(folder.resolve("benchmarks.html")).isNotEmptyFile();
    }
}
