package dev.workerkit.tck.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class BadgeTest {

    @Test
    void isAnEndpointOfShields() throws Exception {
        JsonNode badge =
                new ObjectMapper().readTree(ReportFormat.BADGE_JSON.of(report(Verdict.FAILED)));

        assertThat(badge.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("schemaVersion", "label", "message", "color", "isError");
        assertThat(badge.get("schemaVersion").asInt()).isEqualTo(1);
        assertThat(badge.get("label").asText()).isEqualTo("workerkit 0.1");
        assertThat(badge.get("message").asText()).isEqualTo("not conformant · 1 failed");
        assertThat(badge.get("color").asText()).matches("#[0-9a-f]{6}");
        assertThat(badge.get("isError").asBoolean()).isTrue();
    }

    @Test
    void tellsExclusions() {
        assertThat(Badge.of(report(Verdict.EXCLUDED)).message())
                .isEqualTo("conformant, with 1 exclusion · 0 passed");
        assertThat(Badge.of(report(Verdict.EXCLUDED)).color())
                .isNotEqualTo(Badge.of(report(Verdict.PASSED)).color());
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void isAnImageThatSaysTheSame(Verdict verdict) throws Exception {
        Badge badge = Badge.of(report(verdict));
        Element svg = parse(badge.svg());

        assertThat(svg.getAttribute("aria-label"))
                .isEqualTo(badge.label() + ": " + badge.message());
        assertThat(svg.getElementsByTagName("text").item(1).getTextContent())
                .isEqualTo(badge.message());
        assertThat(Integer.parseInt(svg.getAttribute("width"))).isBetween(100, 400);
        assertThat(badge.svg()).contains(badge.color()).doesNotContain("script");
    }

    private static ConformanceReport report(Verdict verdict) {
        return Reports.of(
                List.of(),
                VerificationResult.notRun("A.b", List.of("WRK-LIFE-001"), verdict, "because"));
    }

    private static Element parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
    }
}
