package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.ProfileResult;
import dev.workerkit.tck.report.ReportFile;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileRunTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void looksAtTheProfilesThatWereAskedFor() {
        CommandLineRun run = run("mixed", "--profile", "Core");

        ConformanceReport report = ReportFile.read(folder).report();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("Profiles: core not conformant, channel not claimed, ");
        assertThat(report.options().profiles()).containsExactly("core");
        assertThat(report.requirements())
                .filteredOn(requirement -> !"core".equals(requirement.profile()))
                .extracting(RequirementResult::verdict)
                .containsOnly(Verdict.UNTESTED, Verdict.INAPPLICABLE);
        assertThat(report.profiles())
                .filteredOn(ProfileResult::claimed)
                .extracting(ProfileResult::name)
                .containsExactly("core");
    }

    @Test
    void tellsThatAProfileIsNotClaimed() {
        CommandLineRun run = run("passing", "--profile", "pool");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out())
                .contains(
                        "Inconclusive. 'fake' does not claim the profile pool: it does not declare"
                                + " channel, pool.");
    }

    @Test
    void refusesAProfileThatThereIsNot() {
        CommandLineRun run = run("passing", "--profile", "cloud");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err())
                .contains("There is no profile 'cloud'; known: core, channel, pool, durable");
    }

    private CommandLineRun run(String samples, String option, String value) {
        return CommandLineRun.of(
                samples,
                "run",
                "--runtime",
                "fake",
                "--report",
                folder.toString(),
                "--time-scale",
                "1",
                option,
                value);
    }
}
