package dev.workerkit.benchmarks.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.benchmarks.report.ReportFolder;
import dev.workerkit.benchmarks.report.Reports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures in the READMEs, and how they get there. */
class FiguresTest {

    private static final Path REPORTS = Path.of("reports");
    private static final String FULL = "<!-- bench figures -->\n";
    private static final String BRIEF = "<!-- bench figures --brief -->\n";
    private static final String END = "<!-- /bench figures -->\n";

    @TempDir private Path folder;

    @BeforeEach
    void writeReport() throws IOException {
        ReportFolder.prepare(folder).write(Reports.ofRoundTrips("a processor", 2.0, 2.1, 1.9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "../README.md"})
    void aReadmeHasThoseOfTheNewestReport(Path readme) throws IOException {
        String text = Files.readString(readme);
        Optional<Committed> newest = newest();
        if (newest.isPresent()) {
            assertThat(text)
                    .as("see " + readme + " for how to make figures anew")
                    .isEqualTo(FigureSection.filled(text, newest.get()));
        } else {
            assertThat(FigureSection.isEmpty(text)).isTrue();
        }
    }

    private static Optional<Committed> newest() throws IOException {
        if (!Files.isDirectory(REPORTS)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(REPORTS)) {
            return folders.filter(Files::isDirectory)
                    .map(FiguresTest::read)
                    .max(Comparator.comparing(report -> report.benchmarks().started()));
        }
    }

    private static Committed read(Path report) {
        try {
            return Committed.read(report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theyAreShownAsMarkdown() {
        String table =
                """
                a processor, 2 processors of a virtual machine, Linux 6, Java 17; short run of \
                1 January 2026.

                | | Workerkit's channel | bare ring |
                |---|---:|---:|
                | Round trip, 32 B, pinned | **2.00 µs** | 1.00 µs |
                """;

        CommandLineRun full = CommandLineRun.of("figures", folder.toString());
        CommandLineRun brief = CommandLineRun.of("figures", "--brief", folder.toString());

        assertThat(full.exitCode()).as(full.err()).isZero();
        assertThat(full.out()).startsWith(table);
        assertThat(brief.out()).startsWith(table);
    }

    @Test
    void theyReplaceThoseThatWereThere() throws IOException {
        Path all =
                Files.writeString(folder.resolve("all.md"), "# A\n" + FULL + "old\n" + END + "B");
        Path few = Files.writeString(folder.resolve("few.md"), BRIEF + END);

        CommandLineRun run =
                CommandLineRun.of("figures", folder.toString(), "--into=" + all, "--into=" + few);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(all)
                .content()
                .startsWith("# A\n" + FULL + "a processor")
                .endsWith("|\n" + END + "B")
                .doesNotContain("old");
        assertThat(few).content().startsWith(BRIEF + "a processor").endsWith("|\n" + END);
    }

    @Test
    void whereThereIsNoPlaceOrNoReportThatIsSaid() throws IOException {
        Path none = Files.writeString(folder.resolve("none.md"), "# A\n");
        Path broken = Files.createDirectory(folder.resolve("broken"));
        Files.copy(folder.resolve("benchmarks.json"), broken.resolve("benchmarks.json"));
        Files.writeString(broken.resolve("soak.json"), "{}");

        refuses("There is no place for figures", folder.toString(), "--into=" + none);
        refuses("There is no report at", folder.resolve("nowhere").toString());
        refuses("soak.json is no report of a soak", broken.toString());
        assertThat(none).content().isEqualTo("# A\n");
    }

    private static void refuses(String why, String... words) {
        List<String> all = new ArrayList<>(List.of("figures"));
        all.addAll(List.of(words));

        CommandLineRun run = CommandLineRun.of(all.toArray(String[]::new));

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains(why);
    }
}
