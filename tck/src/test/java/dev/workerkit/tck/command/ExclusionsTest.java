package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.Outcome;
import dev.workerkit.tck.report.ReportJson;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExclusionsTest {

    @TempDir private Path folder = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void place() {
        file = folder.resolve("exclusions.json");
    }

    @Test
    void whatIsExcludedDoesNotFailButIsTold() throws IOException {
        exclude("WRK-LIFE-002", "WRK-LIFE-003");
        CommandLineRun run = run("mixed", "WRK-LIFE-002,WRK-LIFE-003");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("EXCLUDED WRK-LIFE-002 MUST  ")
                .contains("excluded until " + tomorrow() + ": Too strict (https://example.org/7)\n")
                .contains("Partial: passed, with 2 exclusions. ")
                .contains("Excluded are WRK-LIFE-002, WRK-LIFE-003, which did not pass.");
        assertThat(requirement("WRK-LIFE-002").verdict()).isEqualTo(Verdict.EXCLUDED);
        assertThat(Objects.requireNonNull(requirement("WRK-LIFE-003").exclusion()).reason())
                .isEqualTo("Too strict");
        assertThat(report().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(Files.readString(folder.resolve("report/conformance.html")))
                .contains("<h1>Partial: passed, with 2 exclusions</h1>")
                .contains("<a href=\"https://example.org/7\">");
        assertThat(Files.readString(folder.resolve("report/TEST-junit-jupiter.xml")))
                .contains("failures=\"0\"")
                .contains("failed, excluded by https://example.org/7: ");
    }

    @Test
    void whatIsNotExcludedStillFails() throws IOException {
        exclude("WRK-LIFE-002");

        assertThat(run("mixed", "WRK-LIFE-002,WRK-LIFE-005").exitCode()).isEqualTo(1);
    }

    @Test
    void oneThatIsNotNeededIsAnError() throws IOException {
        exclude("WRK-SPI-001", "WRK-LIFE-003");
        CommandLineRun run = run("passing", "WRK-SPI-001");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err())
                .isEqualTo("The exclusion of WRK-SPI-001 is not needed: it passed. Take it out.\n");
        assertThat(requirement("WRK-SPI-001").verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void anExpiredOneIsRefusedBeforeAnythingIsRun() throws IOException {
        exclude("WRK-LIFE-002");
        Files.writeString(
                file, Files.readString(file).replace(tomorrow().toString(), "2020-01-01"));
        CommandLineRun run = run("mixed", "WRK-LIFE-002");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("it expired on 2020-01-01").contains("tck run --help");
        assertThat(run.out()).isEmpty();
        assertThat(folder.resolve("report")).doesNotExist();
    }

    private void exclude(String... ids) throws IOException {
        Files.writeString(
                file,
                Stream.of(ids)
                        .map(
                                id ->
                                        """
                                        {"requirement": "%s", "reason": "Too strict",
                                         "challenge": "https://example.org/7", "expires": "%s"}"""
                                                .formatted(id, tomorrow()))
                        .collect(Collectors.joining(",", "{\"exclusions\": [", "]}")));
    }

    private static LocalDate tomorrow() {
        return LocalDate.now().plusDays(1);
    }

    private CommandLineRun run(String samples, String requirements) {
        return CommandLineRun.of(
                samples,
                "run",
                "--runtime",
                "fake",
                "--requirement",
                requirements,
                "--exclusions",
                file.toString(),
                "--report",
                folder.resolve("report").toString());
    }

    private ConformanceReport report() throws IOException {
        return ReportJson.read(folder.resolve("report/conformance.json"));
    }

    private RequirementResult requirement(String id) throws IOException {
        return report().requirements().stream()
                .filter(requirement -> requirement.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
