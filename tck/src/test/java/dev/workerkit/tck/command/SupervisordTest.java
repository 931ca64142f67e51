package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was found of the real supervisord is found again; its README keeps it with the reasons. */
class SupervisordTest {

    private static final Path KEPT = Path.of("src/test/harness/supervisord");
    private static final Pattern FINDING =
            Pattern.compile("^\\| (WRK-[A-Z]+-\\d{3}) \\|", Pattern.MULTILINE);

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
                    "WRK-READY-002",
                    "WRK-READY-009",
                    "WRK-SPI-007",
                    "WRK-SPI-009",
                    "WRK-SPI-010",
                    "WRK-SPI-011",
                    "WRK-STOP-001",
                    "WRK-STOP-003",
                    "WRK-STOP-008");

    @TempDir private Path folder = Path.of("");

    @BeforeAll
    static void needsSupervisord() {
        boolean there =
                Stream.of((System.getenv("PATH") + ":/usr/bin").split(":"))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, "supervisord")));
        boolean required = System.getenv("WORKERKIT_REQUIRE_SUPERVISORD") != null;
        assumeTrue(there || required, "no supervisord here; install the package supervisor");
    }

    @Test
    void isFoundToBeAsItWas() throws IOException {
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
        assertThat(idsOf(report, Verdict.FAILED)).as(said.toString()).isEqualTo(kept());
        assertThat(idsOf(report, Verdict.PASSED)).hasSize(LOOKED_AT.size() - kept().size());
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

    private static List<String> kept() throws IOException {
        return FINDING.matcher(Files.readString(KEPT.resolve("README.md")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .filter(LOOKED_AT::contains)
                .sorted()
                .collect(Collectors.toList());
    }
}
