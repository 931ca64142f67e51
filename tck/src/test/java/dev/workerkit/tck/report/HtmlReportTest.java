package dev.workerkit.tck.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.registry.Registry;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private final String page = new HtmlReport(Reports.hostile(), Map.of()).page();

    @Test
    void escapesWhatIsNotItsOwn() {
        assertThat(Pattern.compile("<script").matcher(page).results()).hasSize(1);
        assertThat(page)
                .contains("&lt;/pre&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;")
                .contains("Evil&lt;b&gt;")
                .doesNotContain("\u0000");
    }

    @Test
    void showsEveryRequirementWithTextAndIntent() {
        for (var requirement : Registry.load().requirements()) {
            assertThat(page)
                    .contains("id=\"" + requirement.id() + "\"")
                    .contains(Markup.specification(requirement.text()))
                    .contains(Markup.specification(requirement.intent()));
        }
    }

    @Test
    void showsTheLeastThatFalsifiesAndTheSeed() {
        assertThat(page).contains("Falsified at try 3").contains("<code>--seed 7</code>");
    }

    @Test
    void needsNothingButItself() {
        assertThat(page)
                .doesNotContainPattern("(src|href)=\"(https?:)?//")
                .doesNotContain("@import")
                .doesNotContain("url(");
    }

    @Test
    void saysItsOutcomeAndLanguage() {
        assertThat(page)
                .contains("<html lang=\"en\">")
                .contains("<h1>Not conformant</h1>")
                .contains("prefers-color-scheme: dark");
    }

    @Test
    void showsCodeOfTheSpecificationAsCode() {
        assertThat(Markup.specification("`a<b>` is & stays"))
                .isEqualTo("<code>a&lt;b&gt;</code> is &amp; stays");
    }

    @Test
    void saysWhatAPartialRunLeftOut() {
        VerificationResult passed =
                new VerificationResult(
                        "A.b",
                        List.of("WRK-LIFE-001"),
                        Verdict.PASSED,
                        1,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        null);

        int others = Registry.load().requirements().size() - 1;

        assertThat(new HtmlReport(Reports.of(List.of("LIFE"), passed), Map.of()).page())
                .contains("<h1>Partial: passed</h1>")
                .contains(others + " requirements were not looked at.");
    }
}
