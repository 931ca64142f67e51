package dev.workerkit.tck.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlMatrixTest {

    private final ConformanceReport local =
            Reports.of("local", Map.of("WRK-LIFE-001", Verdict.FAILED));
    private final ConformanceReport cloud =
            Reports.of("cloud", Map.of("WRK-LIFE-001", Verdict.EXCLUDED));

    @Test
    void hasARowForEachRequirementAndAColumnForEachReport() {
        String page = HtmlMatrix.page(List.of(local, cloud));

        assertThat(page)
                .contains("<h1>2 reports side by side</h1>")
                .contains("<th scope=\"col\">local 1.2</th><th scope=\"col\">cloud 1.2</th>")
                .contains(
                        "id=\"WRK-LIFE-001\" data-verdict=\"failed excluded\" data-level=\"MUST\""
                                + " data-differs=\"true\"")
                .contains(
                        "id=\"WRK-LIFE-002\" data-verdict=\"passed\" data-level=\"MUST\""
                                + " data-differs=\"false\"");
        assertThat(page.split("<tr class=\"requirement\"", -1))
                .hasSize(local.requirements().size() + 1);
    }

    @Test
    void numbersReportsOfTheSameRuntime() {
        assertThat(HtmlMatrix.page(List.of(local, local, local)))
                .contains(">local 1.2</th>")
                .contains(">local 1.2 (2)</th>")
                .contains(">local 1.2 (3)</th>");
    }

    @Test
    void saysWhichRequirementIsNotInAReport() {
        ConformanceReport older = without(cloud, "WRK-LIFE-002");

        assertThat(HtmlMatrix.page(List.of(older, local)))
                .contains("id=\"WRK-LIFE-002\" data-verdict=\"absent passed\"")
                .contains("not in its specification");
    }

    @Test
    void showsHowReportsStandToTheProfiles() {
        String profiles = profiles(HtmlMatrix.page(List.of(local, cloud)));

        assertThat(profiles)
                .containsPattern(
                        "data-profile=\"core\".*supervised, restarted and stopped.*"
                                + "<td data-runtime=\"local 1.2\" class=\"notConformant\">"
                                + "<details><summary>not conformant</summary>"
                                + "<p>in the way: <a href=\"#WRK-LIFE-001\">WRK-LIFE-001</a>.*"
                                + "<td data-runtime=\"cloud 1.2\""
                                + " class=\"conformantWithExclusions\">conformant, with exclusions"
                                + "</td>")
                .contains(
                        "<td data-runtime=\"cloud 1.2\" class=\"none\"><details><summary>not"
                                + " claimed</summary><p>does not declare channel");
    }

    @Test
    void oldReportsHaveNoProfiles() {
        ConformanceReport old = with(cloud, List.of(), cloud.requirements());

        assertThat(profiles(HtmlMatrix.page(List.of(old, local))))
                .contains(
                        "<td data-runtime=\"cloud 1.2\" class=\"none\"><span class=\"absent\">not"
                                + " in its specification");
        assertThat(HtmlMatrix.page(List.of(old))).doesNotContain("class=\"profiles\"");
    }

    private static String profiles(String page) {
        int start = page.indexOf("<tbody class=\"profiles\"");
        return page.substring(start, page.indexOf("</tbody>", start));
    }

    @Test
    void showsWhatIsNotItsOwnAsText() {
        assertThat(HtmlMatrix.page(List.of(Reports.hostile())))
                .containsOnlyOnce("<script")
                .contains("&lt;script&gt;");
    }

    private static ConformanceReport without(ConformanceReport report, String id) {
        return with(
                report,
                report.profiles(),
                report.requirements().stream()
                        .filter(requirement -> !requirement.id().equals(id))
                        .toList());
    }

    private static ConformanceReport with(
            ConformanceReport report,
            List<ProfileResult> profiles,
            List<RequirementResult> requirements) {
        return new ConformanceReport(
                report.schemaVersion(),
                report.tckVersion(),
                report.specVersion(),
                report.runtime(),
                report.environment(),
                report.started(),
                report.durationMillis(),
                report.options(),
                report.interrupted(),
                report.outcome(),
                report.summary(),
                profiles,
                requirements,
                report.verifications());
    }
}
