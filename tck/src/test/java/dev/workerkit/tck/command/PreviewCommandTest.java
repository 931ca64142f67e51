package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewCommandTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void eachDraftHasAVerification() {
        Registry drafts = Registry.drafts();
        VerificationCatalog catalog = VerificationCatalog.discover(PreviewCommand.PREVIEWS, drafts);

        assertThat(drafts.requirements()).hasSizeGreaterThan(1);
        assertThat(drafts.requirements())
                .extracting(RegisteredRequirement::id)
                .allSatisfy(id -> assertThat(catalog.of(id)).isNotEmpty())
                .doesNotContainAnyElementsOf(
                        Registry.load().requirements().stream()
                                .map(RegisteredRequirement::id)
                                .toList());
    }

    @Test
    void tellsWhatWouldBreak() {
        CommandLineRun run = CommandLineRun.of("passing", "preview", "--runtime", "fake");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("Drafted for version 0.2, as of which nothing counts yet:")
                .contains("would break WRK-STOP-101 MUST  A kill of a worker that is stopping")
                .contains("    DraftedStops.aKillEndsAGraceThatRuns: UnsupportedException: ")
                .endsWith("On 'fake' 3 of 3 would break.\n");
    }

    @Test
    void writesAReportWhereItIsAskedFor() throws IOException {
        CommandLineRun run =
                CommandLineRun.of(
                        "passing",
                        "preview",
                        "--runtime",
                        "fake",
                        "--report",
                        folder.resolve("ahead").toString());

        assertThat(run.exitCode()).isEqualTo(1);
        JsonNode written =
                new ObjectMapper().readTree(folder.resolve("ahead/preview.json").toFile());
        assertThat(written.path("version").asText()).isEqualTo("0.2");
        assertThat(written.path("runtime").path("name").asText()).isEqualTo("fake");
        assertThat(written.path("drafts")).hasSize(3);
        JsonNode draft = written.path("drafts").path(0);
        assertThat(draft.path("id").asText()).isEqualTo("WRK-STOP-101");
        assertThat(draft.path("verdict").asText()).isEqualTo("failed");
        assertThat(draft.path("reasons").path(0).path("verification").asText())
                .isEqualTo("DraftedStops.aKillEndsAGraceThatRuns");
        assertThat(Files.readString(folder.resolve("ahead/preview.md")))
                .contains("3 of 3 would break")
                .contains("Nothing of it counts yet.")
                .contains("| WRK-STOP-101 | MUST | would break | A kill of a worker");
    }

    @Test
    void refusesAFolderThatIsNone() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        CommandLineRun run =
                CommandLineRun.of(
                        "passing", "preview", "--runtime", "fake", "--report", file.toString());

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("The report can't be written to " + file);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void theUsualRunKnowsOfItButDoesNotCountIt() {
        CommandLineRun run =
                CommandLineRun.of(
                        "passing", "run", "--runtime", "fake", "--requirement", "WRK-SPI-001");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("Next version: 3 drafted requirements, which don't count; tck preview")
                .doesNotContain("WRK-STOP-101");
    }
}
