package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.workerkit.tck.TimingSuspectException;
import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.ReportJson;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was found of the real supervisord is found again; the summary of the last whole run is kept,
 * and the README beside it has the reasons.
 */
class SupervisordTest {

    private static final Path KEPT = Path.of("src/test/harness/supervisord");

    /** A requirement that did not pass, in the summary. */
    private static final Pattern FAILED =
            Pattern.compile("^\\| (WRK-[A-Z]+-\\d{3}) \\w+ \\| \\*\\*failed", Pattern.MULTILINE);

    private static final Pattern ID = Pattern.compile("WRK-[A-Z]+-\\d{3}");

    /** Some of each kind, which take a minute or two together. */
    private static final Set<String> LOOKED_AT =
            Set.of(
                    "WRK-EXIT-001",
                    "WRK-EXIT-002",
                    "WRK-EXIT-003",
                    "WRK-EXIT-008",
                    "WRK-EXIT-009",
                    "WRK-LIFE-002",
                    "WRK-LIMIT-006",
                    "WRK-LIMIT-007",
                    "WRK-READY-002",
                    "WRK-READY-006",
                    "WRK-READY-009",
                    "WRK-READY-011",
                    "WRK-RECYCLE-002",
                    "WRK-SPI-007",
                    "WRK-SPI-009",
                    "WRK-SPI-010",
                    "WRK-SPI-011",
                    "WRK-STOP-001",
                    "WRK-STOP-003",
                    "WRK-STOP-008");

    @TempDir private Path folder = Path.of("");

    private static void needsSupervisord() {
        boolean there =
                Stream.of((System.getenv("PATH") + ":/usr/bin").split(":"))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, "supervisord")));
        boolean required = System.getenv("WORKERKIT_REQUIRE_SUPERVISORD") != null;
        assumeTrue(there || required, "no supervisord here; install the package supervisor");
    }

    @Test
    void hasAReasonForEachFailure() throws IOException {
        String reasons = Files.readString(KEPT.resolve("README.md")).split("## What failed")[1];

        assertThat(ids(ID, reasons).distinct().sorted().toList()).isEqualTo(kept());
    }

    @Test
    void isFoundToBeAsItWas() throws IOException {
        needsSupervisord();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true);

        int exitCode =
                new Tck(
                                VerificationCatalog.CERTIFYING,
                                Duration.ofSeconds(60),
                                Terminal.plain(out),
                                false)
                        .execute(
                                out,
                                "run",
                                "--harness",
                                "python3 " + KEPT.resolve("harness.py"),
                                "--requirement",
                                String.join(",", LOOKED_AT),
                                "--report",
                                folder.toString());

        ConformanceReport report = ReportJson.read(folder.resolve("conformance.json"));
        List<String> expected = kept().stream().filter(LOOKED_AT::contains).toList();
        assertThat(idsOf(report, Verdict.FAILED)).as(said.toString()).isEqualTo(expected);
        assertThat(neitherPassedNorFailed(report))
                .as(said.toString())
                .allMatch(SupervisordTest::isSuspect);
        assertThat(report.runtime().name()).isEqualTo("supervisord");
        assertThat(exitCode).isEqualTo(1);
    }

    private static List<String> idsOf(ConformanceReport report, Verdict verdict) {
        return report.requirements().stream()
                .filter(each -> each.verdict() == verdict)
                .map(RequirementResult::id)
                .filter(LOOKED_AT::contains)
                .sorted()
                .toList();
    }

    private static List<RequirementResult> neitherPassedNorFailed(ConformanceReport report) {
        return report.requirements().stream()
                .filter(each -> LOOKED_AT.contains(each.id()))
                .filter(
                        each ->
                                each.verdict() != Verdict.PASSED
                                        && each.verdict() != Verdict.FAILED)
                .toList();
    }

    /** A machine that stands still for a while is no reason to doubt what was found before. */
    private static boolean isSuspect(RequirementResult result) {
        return result.verdict() == Verdict.CANT_TELL
                && String.valueOf(result.reason()).contains(TimingSuspectException.WORD);
    }

    /** What failed when all was verified. */
    private static List<String> kept() throws IOException {
        return ids(FAILED, Files.readString(KEPT.resolve("conformance.md"))).sorted().toList();
    }

    private static Stream<String> ids(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(found.groupCount()));
    }
}
