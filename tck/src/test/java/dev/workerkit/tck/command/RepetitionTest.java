package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.Timing;
import dev.workerkit.tck.replay.Replay;
import dev.workerkit.tck.replay.ReplayFile;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.Outcome;
import dev.workerkit.tck.report.ReportFile;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.TckVersion;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepetitionTest {

    private static final String ALL = "WRK-LIFE-001,WRK-LIFE-002,WRK-LIFE-003";

    @TempDir private Path folder = Path.of("");

    @Test
    void whatIsNotTheSameInAllRunsIsFlaky() throws Exception {
        CommandLineRun run = run("--runs", "4", "--time-scale", "3", "--requirement", ALL);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out())
                .contains("Run 4 of 4\n")
                .contains("FLAKY WRK-LIFE-001 MUST")
                .contains("Not the same in 4 runs: 2 passed, 2 failed. [a half]")
                .contains("Inconclusive. Of 2 MUST requirements it can't be told whether 'fake'")
                .contains("; 1 were not the same in all runs.");
        VerificationResult flaky = verification("FlakyVerification.passesEverySecondTime");
        assertThat(flaky.verdict()).isEqualTo(Verdict.FLAKY);
        assertThat(flaky.runs().of(Verdict.PASSED)).isEqualTo(2);
        assertThat(flaky.runs().of(Verdict.FAILED)).isEqualTo(2);
        assertThat(verification("FlakyVerification.isSoon").runs()).isNull();
        assertThat(report().options().runs()).isEqualTo(4);
        assertThat(report().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(requirement("WRK-LIFE-001").verdict()).isEqualTo(Verdict.FLAKY);
        assertThat(Files.readString(folder.resolve("TEST-junit-jupiter.xml")))
                .contains("flaky: Not the same in 4 runs")
                .doesNotContain("tests=\"12\"");
        assertThat(Files.readString(folder.resolve("conformance.html")))
                .contains("data-verdict=\"flaky\"");
    }

    @Test
    void theReportsForCiServersTellHowLongTheLastRunTook() throws Exception {
        run("--runs", "2", "--time-scale", "3", "--requirement", "WRK-LIFE-001,WRK-LIFE-004");

        assertThat(Files.readString(folder.resolve("TEST-junit-jupiter.xml")))
                .contains("tests=\"5\"", "skipped=\"4\"", "flaky: Not the same in 2 runs")
                .contains("untested: Not asked for")
                .containsPattern("name=\"takesAMoment\\(\\)\"[^>]* time=\"0?\\.[2-9]");
        assertThat(Files.readString(folder.resolve("open-test-report.xml")))
                .contains("flaky: Not the same in 2 runs")
                .containsOnlyOnce("name=\"takesAMoment()\"");
    }

    @Test
    void theReplayIsOfTheRunThatIsReported() throws Exception {
        run("--runs", "3", "--time-scale", "3", "--requirement", "WRK-LIFE-001,WRK-LIFE-005");

        for (String id : List.of("passesEverySecondTime", "failsInAnotherWayEachTime")) {
            VerificationResult told = verification("FlakyVerification." + id);
            Replay kept =
                    ReplayFile.read(
                            folder.resolve("replay/FlakyVerification." + id + ".json"),
                            TckVersion.current());
            assertThat(kept.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(told.message()).endsWith(kept.message());
        }
    }

    @Test
    void whatIsLateOnABusyMachineIsSuspectAndTold() throws Exception {
        CommandLineRun run = run("--time-scale", "3", "--requirement", "WRK-LIFE-002,WRK-LIFE-003");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).contains("timing-suspect: the answer: 3 s, at most 2 s");
        assertThat(verification("FlakyVerification.isSuspect").verdict())
                .isEqualTo(Verdict.CANT_TELL);
        assertThat(verification("FlakyVerification.isSoon").timings())
                .containsExactly(new Timing("the answer", Timing.Kind.MOST, 1000, 2000));
        assertThat(Files.readString(folder.resolve("conformance.html")))
                .contains("the answer: 1 s of at most 2 s (50%)");
        assertThat(Files.readString(folder.resolve("conformance.md")))
                .contains("| WRK-LIFE-003 | the answer | 1 s | at most 2 s | 50% |");
    }

    @Test
    void whatIsLateOnAUsualMachineFails() {
        CommandLineRun run = run("--time-scale", "1", "--requirement", "WRK-LIFE-002");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("the answer: 3 s, at most 2 s");
    }

    @Test
    void theTimeScaleMayBeMeasured() {
        CommandLineRun run = run("--time-scale", "auto", "--requirement", "WRK-LIFE-003");

        assertThat(run.exitCode()).isZero();
    }

    @Test
    void refusesWhatCantBeMeant() {
        assertThat(run("--runs", "0").err()).contains("--runs is 0; it must be 1 to 1000");
        assertThat(run("--time-scale", "fast").err())
                .contains("--time-scale is 'fast'; it must be 'auto', or above 0 and at most 1000");
    }

    private ConformanceReport report() {
        return ReportFile.read(folder).report();
    }

    private RequirementResult requirement(String id) {
        return report().requirements().stream()
                .filter(requirement -> requirement.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private VerificationResult verification(String id) {
        return report().verifications().stream()
                .filter(verification -> verification.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private CommandLineRun run(String... options) {
        String[] args = new String[options.length + 5];
        System.arraycopy(
                new String[] {"run", "--runtime", "fake", "--report", folder.toString()},
                0,
                args,
                0,
                5);
        System.arraycopy(options, 0, args, 5, options.length);
        return CommandLineRun.of("flaky", args);
    }
}
