package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.Outcome;
import dev.workerkit.tck.report.ReportJson;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void theReportIsWrittenNevertheless() throws IOException, InterruptedException {
        ConformanceReport report = interrupted("1");

        assertThat(report.verifications())
                .extracting(VerificationResult::verdict, VerificationResult::message)
                .containsExactly(
                        tuple(Verdict.PASSED, null),
                        tuple(Verdict.UNTESTED, "The run was interrupted"),
                        tuple(Verdict.UNTESTED, "The run was interrupted"));
    }

    @Test
    void whatRunsInAnotherLaneIsGivenUpToo() throws IOException, InterruptedException {
        ConformanceReport report = interrupted("3");

        assertThat(report.verifications()).hasSize(3);
        assertThat(report.verifications().get(1).message()).isEqualTo("The run was interrupted");
    }

    @Test
    void theReportsForCiServersAreWrittenEvenIfTheLastRunNeverBegan()
            throws IOException, InterruptedException {
        interrupted("1", "--runs", "3");

        assertThat(Files.readString(folder.resolve("TEST-junit-jupiter.xml")))
                .contains("tests=\"3\"", "skipped=\"2\"", "untested: The run was interrupted");
    }

    private ConformanceReport interrupted(String parallel, String... others)
            throws IOException, InterruptedException {
        Process tck = start(parallel, others);
        try (BufferedReader output = tck.inputReader()) {
            while (!output.readLine().equals("waiting")) {
                // The lines before it are of no interest.
            }
            tck.toHandle().destroy();
            List<String> rest = output.lines().toList();

            assertThat(tck.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(tck.exitValue()).isEqualTo(2);
            assertThat(rest)
                    .last()
                    .asString()
                    .matches("Verifications: . passed, 0 failed, . skipped");
        } finally {
            tck.destroyForcibly();
        }
        ConformanceReport report = ReportJson.read(folder.resolve("conformance.json"));
        assertThat(report.interrupted()).isTrue();
        assertThat(report.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        return report;
    }

    private Process start(String parallel, String... others) throws IOException {
        List<String> words =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path",
                                System.getProperty("java.class.path", "")),
                        SampleMain.class.getName(),
                        "endless",
                        "run",
                        "--runtime",
                        "fake",
                        "--parallel",
                        parallel,
                        "--report",
                        folder.toString());
        return new ProcessBuilder(
                        Stream.concat(words.stream(), Stream.of(others)).toArray(String[]::new))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
