package dev.workerkit.tck.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.workerkit.tck.registry.Registry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The shape that the schema of CTRF asks for: what is required, of which type, and that nothing
 * else is there but below {@code extra}.
 */
class CtrfTest {

    private static final Set<String> STATUSES =
            Set.of("passed", "failed", "skipped", "pending", "other");

    private final JsonNode ctrf = ctrf(Reports.hostile());

    @Test
    void saysWhatItIs() {
        assertThat(names(ctrf))
                .containsExactlyInAnyOrder(
                        "reportFormat",
                        "specVersion",
                        "reportId",
                        "timestamp",
                        "generatedBy",
                        "results");
        assertThat(ctrf.get("reportFormat").asText()).isEqualTo("CTRF");
        assertThat(ctrf.get("specVersion").asText()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(UUID.fromString(ctrf.get("reportId").asText())).isNotNull();
        assertThat(Instant.parse(ctrf.get("timestamp").asText())).isEqualTo("2026-01-01T12:00:03Z");
        assertThat(names(ctrf.get("results")))
                .containsExactlyInAnyOrder("tool", "summary", "tests", "extra");
        assertThat(ctrf.at("/results/tool/name").asText()).isEqualTo("workerkit-tck");
    }

    @Test
    void eachRequirementIsATest() {
        JsonNode tests = ctrf.at("/results/tests");

        assertThat(tests).hasSameSizeAs(Registry.load().requirements());
        for (JsonNode test : tests) {
            assertThat(names(test))
                    .isSubsetOf(
                            "id",
                            "name",
                            "status",
                            "rawStatus",
                            "duration",
                            "suite",
                            "message",
                            "trace",
                            "tags",
                            "extra")
                    .contains("id", "name", "status", "duration");
            assertThat(UUID.fromString(test.get("id").asText())).isNotNull();
            assertThat(test.get("name").asText()).startsWith("WRK-");
            assertThat(STATUSES).contains(test.get("status").asText());
            assertThat(test.get("duration").isIntegralNumber()).isTrue();
            assertThat(test.get("suite")).hasSize(1);
            assertThat(test.get("tags").get(0).asText()).isIn("MUST", "SHOULD", "MAY");
        }
    }

    @Test
    void itsSummaryIsThatOfItsTests() {
        JsonNode summary = ctrf.at("/results/summary");
        int sum = 0;
        for (String status : STATUSES) {
            int due =
                    (int)
                            tests(ctrf).stream()
                                    .filter(test -> test.get("status").asText().equals(status))
                                    .count();
            assertThat(summary.get(status).asInt()).as(status).isEqualTo(due);
            sum += due;
        }
        assertThat(summary.get("tests").asInt()).isEqualTo(sum);
        assertThat(summary.get("stop").asLong() - summary.get("start").asLong()).isEqualTo(3000);
        assertThat(names(summary))
                .containsExactlyInAnyOrder(
                        "tests",
                        "passed",
                        "failed",
                        "skipped",
                        "pending",
                        "other",
                        "suites",
                        "start",
                        "stop",
                        "duration");
    }

    @Test
    void onlyAMustThatFailedIsAFailure() {
        assertThat(status("WRK-LIFE-001", Verdict.FAILED)).isEqualTo("failed");
        assertThat(status("WRK-SPI-003", Verdict.FAILED)).isEqualTo("other");
        assertThat(status("WRK-LIFE-001", Verdict.EXCLUDED)).isEqualTo("other");
        assertThat(status("WRK-LIFE-001", Verdict.CANT_TELL)).isEqualTo("other");
        assertThat(status("WRK-LIFE-001", Verdict.ERROR)).isEqualTo("failed");
        assertThat(status("WRK-LIFE-001", Verdict.INAPPLICABLE)).isEqualTo("pending");
        assertThat(status("WRK-LIFE-001", Verdict.PASSED)).isEqualTo("passed");
    }

    @Test
    void theIdOfATestStaysTheSame() {
        assertThat(tests(ctrf).get(0).get("id"))
                .isEqualTo(tests(ctrf(Reports.of(List.of(), passed()))).get(0).get("id"));
    }

    private static String status(String id, Verdict verdict) {
        return tests(
                        ctrf(
                                Reports.of(
                                        List.of(),
                                        VerificationResult.notRun(
                                                "A.b", List.of(id), verdict, "because"))))
                .stream()
                .filter(test -> test.get("name").asText().startsWith(id))
                .map(test -> test.get("status").asText())
                .findFirst()
                .orElseThrow();
    }

    private static VerificationResult passed() {
        return VerificationResult.notRun("A.b", List.of("WRK-LIFE-001"), Verdict.PASSED, "");
    }

    private static JsonNode ctrf(ConformanceReport report) {
        try {
            return new ObjectMapper().readTree(ReportFormat.CTRF.of(report));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<JsonNode> tests(JsonNode ctrf) {
        return StreamSupport.stream(ctrf.at("/results/tests").spliterator(), false).toList();
    }

    private static List<String> names(JsonNode node) {
        return node.propertyStream().map(Map.Entry::getKey).toList();
    }
}
