package dev.workerkit.tck.report;

import dev.workerkit.tck.registry.Area;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The report for people: one page that needs nothing but itself. */
final class HtmlReport {

    private final ConformanceReport report;
    private final Map<String, VerificationResult> verifications;

    HtmlReport(ConformanceReport report) {
        this.report = report;
        this.verifications =
                report.verifications().stream()
                        .collect(Collectors.toMap(VerificationResult::id, Function.identity()));
    }

    String page() {
        String title = report.headline() + " · " + report.runtime().name() + " · Workerkit";
        return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <a class="skip" href="#requirements">To the requirements</a>
        %s<main id="requirements">
        %s%s</main>
        <footer>Workerkit TCK %s, specification %s. The same for programs is in
        <a href="conformance.json">conformance.json</a>.</footer>
        <script>
        %s</script>
        </body>
        </html>
        """
                .formatted(
                        Markup.text(title),
                        resource("report.css"),
                        new HtmlHead(report).header(),
                        filters(),
                        areas().stream().map(this::section).collect(Collectors.joining()),
                        Markup.text(report.tckVersion()),
                        Markup.text(report.specVersion()),
                        resource("report.js"));
    }

    private List<Area> areas() {
        return report.requirements().stream().map(RequirementResult::area).distinct().toList();
    }

    private List<RequirementResult> of(Area area) {
        return report.requirements().stream()
                .filter(requirement -> requirement.area().equals(area))
                .toList();
    }

    private String filters() {
        String verdicts =
                List.of(Verdict.values()).stream()
                        .filter(verdict -> report.summary().requirements(verdict) > 0)
                        .map(
                                verdict ->
                                        """
                                        <label class="toggle %1$s"><input type="checkbox" \
                                        name="verdict" value="%1$s" checked><span>%2$s <b>%3$d</b>\
                                        </span></label>
                                        """
                                                .formatted(
                                                        verdict.id(),
                                                        verdict.word(),
                                                        report.summary().requirements(verdict)))
                        .collect(Collectors.joining());
        String areas =
                areas().stream()
                        .map(
                                area ->
                                        "<option value=\"%s\">%s</option>\n"
                                                .formatted(
                                                        Markup.text(area.code()),
                                                        Markup.text(area.title())))
                        .collect(Collectors.joining());
        return """
        <form id="filter" aria-label="Filter the requirements" hidden>
        <fieldset><legend>Verdict</legend>
        %s</fieldset>
        <label class="pick">Area <select name="area"><option value="">All</option>
        %s</select></label>
        <p role="status" id="shown"></p>
        </form>
        """
                .formatted(verdicts, areas);
    }

    private String section(Area area) {
        List<RequirementResult> requirements = of(area);
        Tally tally = Tally.of(requirements.stream().map(RequirementResult::verdict).toList());
        return """
        <section class="area" id="%1$s" data-area="%1$s" aria-labelledby="%1$s-title">
        <h2 id="%1$s-title">%2$s <span class="code">%1$s</span></h2>
        <p class="tally">%3$s</p>
        <ol>
        %4$s</ol>
        </section>
        """
                .formatted(
                        Markup.text(area.code()),
                        Markup.text(area.title()),
                        words(tally),
                        requirements.stream()
                                .map(
                                        requirement ->
                                                new HtmlRequirement(requirement, verifications)
                                                        .item())
                                .collect(Collectors.joining()));
    }

    private static String words(Tally tally) {
        return tally.counts().entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getValue() + " " + Markup.text(count.getKey().word()))
                .collect(Collectors.joining(" · "));
    }

    private static String resource(String name) {
        try (InputStream resource =
                Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name))) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The TCK's " + name + " can't be read", e);
        }
    }
}
