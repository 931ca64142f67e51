package dev.workerkit.tck.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownSummaryTest {

    private final String text = ReportFormat.MARKDOWN.of(Reports.hostile());
    @TempDir private Path folder = Path.of("");

    @Test
    void beginsWithTheHeadline() {
        assertThat(text).startsWith("## Not conformant · worker runtime ");
        assertThat(text).contains("\n| WRK-LIFE-001 MUST | **failed** | ");
    }

    @Test
    void showsWhatIsNotItsOwnAsText() {
        assertThat(text).doesNotContain("<script").contains("&lt;script&gt;");
        assertThat(failure("a|b\n| c | `x` [y](z)"))
                .contains("a\\|b \\| c \\| \\`x\\` \\[y\\](z) |\n");
    }

    @Test
    void countsEachAreaAndAll() {
        assertThat(text)
                .contains("| area |failed |untested |\n|---|---:|---:|\n")
                .contains("\n| Lifecycle |1 |")
                .contains("\n| **all** |1 |");
    }

    @Test
    void isAppendedToTheSummaryOfAStep() throws IOException {
        Path file = folder.resolve("step.md");
        Files.writeString(file, "before\n");

        assertThat(append(file.toString())).isEmpty();
        assertThat(append(file.toString())).isEmpty();
        assertThat(Files.readString(file)).isEqualTo("before\n" + text + "\n" + text + "\n");
    }

    @Test
    void withoutAStepNothingIsWritten() {
        assertThat(StepSummary.append(Reports.hostile(), Map.of())).isEmpty();
        assertThat(append("")).isEmpty();
    }

    @Test
    void aSummaryThatCanNotBeWrittenIsTold() {
        assertThat(append(folder.toString()).orElseThrow())
                .startsWith("GITHUB_STEP_SUMMARY names " + folder + ", which can't be written: ");
    }

    private static Optional<String> append(String file) {
        return StepSummary.append(Reports.hostile(), Map.of("GITHUB_STEP_SUMMARY", file));
    }

    private static String failure(String message) {
        return ReportFormat.MARKDOWN.of(
                Reports.of(
                        List.of(),
                        VerificationResult.notRun(
                                "A.b", List.of("WRK-LIFE-001"), Verdict.FAILED, message)));
    }
}
