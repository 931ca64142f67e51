package dev.workerkit.tck.report;

import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.trace.Trace;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The report for people: one page that needs nothing but itself. */
final class HtmlReport {

    private final ConformanceReport report;
    private final Map<String, VerificationResult> verifications;
    private final HtmlTimelines timelines;

    HtmlReport(ConformanceReport report, Map<String, Trace> traces) {
        this.report = report;
        this.timelines = new HtmlTimelines(traces);
        this.verifications =
                report.verifications().stream()
                        .collect(Collectors.toMap(VerificationResult::id, Function.identity()));
    }

    String page() {
        return HtmlPage.of(
                report.headline() + " · " + report.runtime().name() + " · Workerkit",
                new HtmlHead(report).header(),
                HtmlFilter.form(report.requirements(), report.summary()::requirements, "")
                        + areas().stream().map(this::section).collect(Collectors.joining()),
                """
                Workerkit TCK %s, specification %s. The same for programs is in
                <a href="conformance.json">conformance.json</a>."""
                        .formatted(
                                Markup.text(report.tckVersion()),
                                Markup.text(report.specVersion())));
    }

    private List<Area> areas() {
        return report.requirements().stream().map(RequirementResult::area).distinct().toList();
    }

    private List<RequirementResult> of(Area area) {
        return report.requirements().stream()
                .filter(requirement -> requirement.area().equals(area))
                .toList();
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
                                                new HtmlRequirement(
                                                                requirement,
                                                                verifications,
                                                                timelines)
                                                        .item())
                                .collect(Collectors.joining()));
    }

    private static String words(Tally tally) {
        return tally.counts().entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getValue() + " " + Markup.text(count.getKey().word()))
                .collect(Collectors.joining(" · "));
    }
}
