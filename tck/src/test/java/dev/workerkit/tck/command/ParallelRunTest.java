package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.ReportJson;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParallelRunTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void verificationsRunSideBySideUnlessTheyMustNot() throws IOException {
        assertThat(run("beside", "6").verifications())
                .hasSize(5)
                .allSatisfy(
                        result ->
                                assertThat(result.verdict())
                                        .as("%s: %s", result.id(), result.message())
                                        .isEqualTo(Verdict.PASSED));
    }

    @Test
    void theReportIsInTheOrderOfTheRequirementsWhateverEndsFirst() throws IOException {
        List<VerificationResult> oneByOne = run("mixed", "1").verifications();
        List<VerificationResult> sideBySide = run("mixed", "8").verifications();

        assertThat(sideBySide)
                .usingRecursiveComparison()
                .ignoringFields("durationMillis", "details")
                .isEqualTo(oneByOne);
        assertThat(Files.readString(folder.resolve("TEST-junit-jupiter.xml")))
                .contains("tests=\"8\"", "skipped=\"4\"", "failures=\"2\"", "errors=\"1\"");
    }

    @Test
    void oneThatHangsHoldsUpNoOther() throws IOException {
        assertThat(run("hanging", "2").verifications())
                .extracting(VerificationResult::verdict)
                .containsExactly(Verdict.FAILED, Verdict.PASSED);
    }

    @Test
    void whatIsSuspectBesideOthersIsJudgedAgainAlone() throws IOException {
        String suspicion = "timing-suspect: the answer: 3 s, at most 2 s; with the time scale 4.0";

        List<VerificationResult> results =
                run("disturbed", "2", "--time-scale", "4").verifications();

        assertThat(results)
                .extracting(VerificationResult::verdict)
                .containsExactly(Verdict.PASSED, Verdict.CANT_TELL, Verdict.FAILED, Verdict.FAILED);
        assertThat(results.get(0).besideOthers()).contains(suspicion);
        assertThat(results.get(1).besideOthers()).contains(suspicion);
        assertThat(results.get(1).message()).contains("timing-suspect: the answer: 4 s");
        assertThat(results.get(2).besideOthers()).isNull();
        assertThat(results.get(3).message()).isEqualTo("the answer: 9 s, at most 2 s");
        assertThat(folder.resolve("replay"))
                .isDirectoryNotContaining(file -> file.toString().contains("isInTime"));
        assertThat(Files.readString(folder.resolve("conformance.html")))
                .contains("Judged again alone; beside others: " + suspicion);
    }

    @Test
    void oneLaneJudgesOnce() throws IOException {
        assertThat(run("flaky", "1", "--time-scale", "3").verifications())
                .filteredOn(VerificationResult::isTimingSuspect)
                .singleElement()
                .extracting(VerificationResult::besideOthers)
                .isNull();
    }

    @Test
    void refusesLanesThatAreNone() {
        CommandLineRun none =
                CommandLineRun.of("beside", "run", "--runtime", "fake", "--parallel", "0");

        assertThat(none.exitCode()).isEqualTo(64);
        assertThat(none.err()).startsWith("--parallel is 0; it must be 1 to 64");
    }

    private ConformanceReport run(String samples, String parallel, String... others)
            throws IOException {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "run",
                                "--runtime",
                                "fake",
                                "--seed",
                                "42",
                                "--parallel",
                                parallel));
        args.addAll(List.of("--report", folder.toString()));
        args.addAll(List.of(others));
        CommandLineRun.of(samples, args.toArray(String[]::new));
        return ReportJson.read(folder.resolve("conformance.json"));
    }
}
