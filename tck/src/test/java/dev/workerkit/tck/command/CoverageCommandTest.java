package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.report.ReportFolder;
import dev.workerkit.tck.report.Reports;
import dev.workerkit.tck.report.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageCommandTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void everyMustIsVerifiedOrHasAReason() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Tck tck =
                new Tck(
                        VerificationCatalog.CERTIFYING,
                        Duration.ofSeconds(1),
                        Terminal.plain(new PrintStream(out, true, StandardCharsets.UTF_8)),
                        false);

        int exitCode = tck.execute(System.err, "coverage");

        assertThat(exitCode).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("LIFE  Lifecycle  18 of 18 verified")
                .contains("no verification: The suite can't take an engine away")
                .contains("      Stopping.aWorkerThatOutlastsItsGraceIsKilledAndNotBefore\n")
                .doesNotContain("MISSING");
    }

    @Test
    void tellsWhatHasNeitherAVerificationNorAReason() {
        CommandLineRun run =
                CommandLineRun.of("passing", "coverage", "--requirement", "WRK-LIFE-006");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("no verification: nobody has written one, or said why not")
                .contains("All  0 of 1 verified\n")
                .contains("MISSING WRK-LIFE-006 is a MUST and has neither");
    }

    @Test
    void tellsWhatAReportFoundAndWhatWasNotLookedAt() throws Exception {
        ReportFolder.prepare(folder)
                .write(Reports.of("local", Map.of("WRK-LIFE-001", Verdict.UNTESTED)));

        CommandLineRun run =
                CommandLineRun.of(
                        "mixed",
                        "coverage",
                        folder.toString(),
                        "--requirement",
                        "WRK-LIFE-001,WRK-LIFE-002");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("      MixedVerification.passes\n      untested: it is untested\n")
                .contains("      MixedVerification.passes\n      passed\n")
                .contains("  core        2 of 2 verified, 1 passed, 1 untested\n");
    }

    @Test
    void refusesWhatIsNoReport() {
        CommandLineRun run = CommandLineRun.of("passing", "coverage", "nowhere");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("There is no report nowhere");
    }

    @Test
    void listsEveryProfile() {
        CommandLineRun run = CommandLineRun.of("passing", "coverage");

        Registry.load()
                .profiles()
                .forEach(profile -> assertThat(run.out()).contains("  " + profile.name() + " "));
        assertThat(run.out()).contains("  none ");
    }
}
