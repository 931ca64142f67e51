package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.ReportFolder;
import dev.workerkit.tck.report.Reports;
import dev.workerkit.tck.report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on finished reports. */
class ReportCommandsTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void diffTellsWhatGotWorse() throws IOException {
        String before = write("a", Reports.of("local", Map.of("WRK-LIFE-001", Verdict.FAILED)));
        String after = write("b", Reports.of("local", Map.of("WRK-LIFE-003", Verdict.FAILED)));
        CommandLineRun diff = run("diff", before, after);

        assertThat(diff.exitCode()).isEqualTo(1);
        assertThat(diff.out())
                .startsWith(
                        "Before  local 1.2, 2026-01-01T12:00:00Z, TCK 0.1, specification 0.1: Not"
                                + " conformant\n")
                .contains(
                        "\nWORSE\n  WRK-LIFE-003 MUST   passed -> failed  A worker changes its"
                                + " state only")
                .contains("\n      it is failed\n")
                .contains("\nBETTER\n  WRK-LIFE-001 MUST   failed -> passed  ")
                .containsPattern("\n1 worse, 1 better, 0 changed, 0 new, 0 gone, \\d+ the same\n$");
        assertThat(diff.err()).isEmpty();
    }

    @Test
    void diffOfTheSameIsFine() throws IOException {
        String report = write("a", Reports.of("local", Map.of()));

        assertThat(run("diff", report, report).exitCode()).isZero();
        assertThat(run("diff", report, report).out()).contains("0 worse, 0 better");
    }

    @Test
    void matrixWritesOnePage() throws IOException {
        String one = write("a", Reports.of("local", Map.of()));
        String other = write("b", Reports.of("cloud", Map.of("WRK-LIFE-003", Verdict.FAILED)));
        Path page = folder.resolve("matrix.html");
        CommandLineRun matrix = run("matrix", one, other, "--to", page.toString());

        assertThat(matrix.exitCode()).isZero();
        assertThat(matrix.out()).isEqualTo(page + "\n");
        assertThat(page).content().contains("2 reports side by side").endsWith("</html>\n");
        assertThat(run("matrix").exitCode()).isEqualTo(64);
        assertThat(run("matrix", one, "--to", folder.toString()).err())
                .contains("choose another file with --to");
    }

    @Test
    void badgeWritesImageAndEndpoint() throws IOException {
        String report = write("a", Reports.of("local", Map.of()));
        Path badges = folder.resolve("badges");
        CommandLineRun badge = run("badge", report, "--to", badges.toString());

        assertThat(badge.exitCode()).isZero();
        assertThat(badge.out()).contains(badges.resolve("conformance.badge.svg") + "\n");
        assertThat(badges.resolve("conformance.badge.svg")).content().contains("conformant");
        assertThat(badges.resolve("conformance.badge.json"))
                .content()
                .contains("\"schemaVersion\" : 1");
    }

    @Test
    void attestSignsWhatVerifyVerifies() throws IOException {
        String report = write("a", Reports.of("local", Map.of()));
        String key = folder.resolve("vendor.pem").toString();

        assertThat(run("key", key).out())
                .isEqualTo("Keep " + key + " secret; give " + key + ".pub to everybody.\n");
        CommandLineRun attest = run("attest", report, "--key", key);
        assertThat(attest.exitCode()).isZero();
        assertThat(attest.out()).isEqualTo(report + "/conformance.attestation.json\n");
        CommandLineRun verify = run("verify", report, "--key", key + ".pub");
        assertThat(verify.exitCode()).isZero();
        assertThat(verify.out())
                .startsWith("Conformant: ")
                .contains("\nReport and statement are as they were signed with the key ");
        CommandLineRun untold = run("verify", report);
        assertThat(untold.exitCode()).isEqualTo(2);
        assertThat(untold.out()).contains("who signed that can't be told without --key.");

        Path json = folder.resolve("a/conformance.json");
        Files.writeString(json, Files.readString(json) + " ");
        CommandLineRun changed = run("verify", report, "--key", key + ".pub");
        assertThat(changed.exitCode()).isEqualTo(1);
        assertThat(changed.out())
                .startsWith("Not as it was signed. The report " + json + " was changed");
    }

    @Test
    void attestAndVerifyRefuseWhatTheyCanNotUse() throws IOException {
        String report = write("a", Reports.of("local", Map.of()));
        String key = folder.resolve("vendor.pem").toString();
        run("key", key);

        assertThat(run("key", key).err()).startsWith(key + " is there already");
        assertThat(run("attest", report, "--key", key + ".pub").err())
                .contains("has no private key to sign with, but PUBLIC KEY");
        assertThat(run("attest", report, "--key", "nowhere").exitCode()).isEqualTo(64);
        assertThat(run("attest", report).err()).contains("--key=FILE");
        assertThat(run("verify", report).err())
                .startsWith("There is no statement " + report + "/conformance.attestation.json");
        run("attest", report, "--key", key);
        assertThat(run("verify", report, "--key", report).exitCode()).isEqualTo(64);
        assertThat(run("verify", report, "--report", "nowhere").err())
                .startsWith("There is no report nowhere that can be read");
    }

    @Test
    void theyRefuseWhatIsNoReport() throws IOException {
        String report = write("a", Reports.of("local", Map.of()));
        Path other = Files.writeString(folder.resolve("other.json"), "{}");
        for (CommandLineRun run :
                new CommandLineRun[] {
                    run("diff", report, other.toString()),
                    run("badge", other.toString()),
                    run("matrix", report, other.toString()),
                }) {
            assertThat(run.exitCode()).isEqualTo(64);
            assertThat(run.err()).startsWith(other + " is not a report of this TCK: ");
            assertThat(run.out()).isEmpty();
        }
        assertThat(run("diff", report).exitCode()).isEqualTo(64);
        assertThat(run("badge", folder.resolve("no").toString()).err())
                .startsWith("There is no report ");
    }

    private static CommandLineRun run(String... args) {
        return CommandLineRun.of("passing", args);
    }

    private String write(String name, ConformanceReport report) throws IOException {
        ReportFolder.prepare(folder.resolve(name)).write(report);
        return folder.resolve(name).toString();
    }
}
