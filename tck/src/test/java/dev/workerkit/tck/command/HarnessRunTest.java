package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.ReportJson;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on what is behind a harness. */
class HarnessRunTest {

    private static final String REFERENCE = "python3 src/test/harness/reference/harness.py";

    @TempDir private Path folder = Path.of("");

    private CommandLineRun run(String... options) {
        List<String> words = new ArrayList<>(List.of("run", "--time-scale", "1"));
        words.addAll(List.of("--report", folder.toString()));
        words.addAll(List.of("--requirement", "WRK-LIFE-001,WRK-LIFE-002,WRK-LIFE-004"));
        words.addAll(List.of(options));
        return CommandLineRun.of("behind", words.toArray(String[]::new));
    }

    private ConformanceReport report() throws IOException {
        return ReportJson.read(folder.resolve("conformance.json"));
    }

    private VerificationResult result(String verification) throws IOException {
        return report().verifications().stream()
                .filter(each -> each.id().equals("BehindVerification." + verification))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void verifiesWhatIsBehindAHarness() throws IOException {
        CommandLineRun run = run("--harness", REFERENCE);

        assertThat(result("starts").verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result("looks").verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result("expectsAnotherException").verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report().runtime().name()).isEqualTo("reference");
        assertThat(report().runtime().version()).isEqualTo("1");
        assertThat(report().runtime().harness()).isEqualTo(REFERENCE);
        assertThat(run.out()).contains("Verifying the runtime 'reference'");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void blamesAHarnessThatDiesAndGoesOn() throws IOException {
        CommandLineRun run = run("--harness", REFERENCE + " dies snapshot");

        // The first asks for no snapshot itself: that is asked for when its runtime is closed.
        for (String verification : List.of("starts", "looks", "expectsAnotherException")) {
            assertThat(result(verification).verdict()).isEqualTo(Verdict.CANT_TELL);
            assertThat(result(verification).message())
                    .isEqualTo(
                            "The harness '"
                                    + REFERENCE
                                    + " dies snapshot' ended with exit code 7; it said last: I have"
                                    + " had enough");
        }
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void tellsOfAHarnessThatCanNotBeRun() throws IOException {
        CommandLineRun run = run("--harness", "no-such-harness");

        assertThat(report().verifications())
                .allSatisfy(
                        each -> {
                            assertThat(each.verdict()).isEqualTo(Verdict.CANT_TELL);
                            assertThat(each.message())
                                    .contains("The harness 'no-such-harness' ended with exit code");
                        });
        assertThat(report().runtime().name()).isEqualTo("unknown");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void wantsExactlyOneRuntime() {
        assertWrong(run(), "Which runtime? Say --runtime NAME, or --harness COMMAND");
        assertWrong(
                run("--runtime", "fake", "--harness", REFERENCE),
                "--runtime and --harness name two runtimes; leave one of them out");
        assertWrong(run("--harness", " "), "--harness: there is no command; give one");
        assertWrong(
                CommandLineRun.of("behind", "campaign", "--harness", REFERENCE),
                "--harness is not for 'campaign'");
    }

    private static void assertWrong(CommandLineRun run, String why) {
        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains(why);
        assertThat(run.out()).isEmpty();
    }
}
