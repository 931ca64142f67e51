package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import org.junit.jupiter.api.Test;

class PreviewCommandTest {

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
