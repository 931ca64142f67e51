package dev.workerkit.tck.report;

import dev.workerkit.tck.Durations;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands above the requirements: the outcome, the counts, and what was verified where. */
final class HtmlHead {

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final ConformanceReport report;

    HtmlHead(ConformanceReport report) {
        this.report = report;
    }

    String header() {
        return """
        <header class="%s">
        <p class="kind">Conformance of the worker runtime <b>%s</b></p>
        <h1>%s</h1>
        <p class="sentence">%s</p>
        %s%s%s</header>
        """
                .formatted(
                        report.outcome().id(),
                        Markup.text(report.runtime().name()),
                        report.outcome().words(),
                        Markup.text(Sentences.of(report)),
                        bar(),
                        levels(),
                        facts());
    }

    private String bar() {
        String parts =
                Stream.of(Verdict.values())
                        .filter(verdict -> report.summary().requirements(verdict) > 0)
                        .map(
                                verdict ->
                                        "<i class=\"%s\" style=\"flex-grow:%d\"></i>"
                                                .formatted(
                                                        verdict.id(),
                                                        report.summary().requirements(verdict)))
                        .collect(Collectors.joining());
        return "<div class=\"bar\" aria-hidden=\"true\">" + parts + "</div>\n";
    }

    private String levels() {
        Summary summary = report.summary();
        List<Verdict> seen =
                Stream.of(Verdict.values())
                        .filter(
                                verdict ->
                                        summary.requirements(verdict) > 0
                                                || summary.verifications().of(verdict) > 0)
                        .toList();
        String heads =
                seen.stream()
                        .map(
                                verdict ->
                                        "<th scope=\"col\" class=\"%s\">%s</th>"
                                                .formatted(
                                                        verdict.id(), Markup.text(verdict.word())))
                        .collect(Collectors.joining());
        return """
        <div class="wide"><table>
        <caption>Requirements by level, and their verifications</caption>
        <thead><tr><td></td>%s</tr></thead>
        <tbody>
        %s%s%s%s</tbody>
        </table></div>
        """
                .formatted(
                        heads,
                        row("MUST", summary.must(), seen),
                        row("SHOULD", summary.should(), seen),
                        row("MAY", summary.may(), seen),
                        row("Verifications", summary.verifications(), seen));
    }

    private static String row(String name, Tally tally, List<Verdict> seen) {
        if (tally.total() == 0) {
            return "";
        }
        String cells =
                seen.stream()
                        .map(
                                verdict ->
                                        "<td class=\"%s\">%s</td>"
                                                .formatted(
                                                        tally.of(verdict) > 0
                                                                ? verdict.id()
                                                                : "none",
                                                        tally.of(verdict)))
                        .collect(Collectors.joining());
        return "<tr><th scope=\"row\">" + name + "</th>" + cells + "</tr>\n";
    }

    private String facts() {
        Environment machine = report.environment();
        RuntimeDescription runtime = report.runtime();
        RunOptions options = report.options();
        return "<dl>\n"
                + fact(
                        "Runtime",
                        runtime.name() + (runtime.version() == null ? "" : " " + runtime.version()))
                + fact("Provider", runtime.provider())
                + fact("Declares", String.join(", ", runtime.capabilities()))
                + fact(
                        "Machine",
                        machine.os()
                                + ", "
                                + machine.arch()
                                + ", "
                                + machine.processors()
                                + " processors, "
                                + machine.maxHeapMegabytes()
                                + " MB heap at most")
                + fact("Java", machine.javaVersion() + ", " + machine.javaVendor())
                + fact("Started", MINUTES.format(report.started()))
                + fact("Took", Durations.text(report.duration()))
                + fact("Seed", Long.toString(options.seed()))
                + (options.timeScale() == 1
                        ? ""
                        : fact("Time scale", Double.toString(options.timeScale())))
                + (options.isPartial() ? fact("Asked for", asked(options)) : "")
                + "</dl>\n";
    }

    private static String asked(RunOptions options) {
        return Stream.concat(options.areas().stream(), options.requirements().stream())
                .collect(Collectors.joining(", "));
    }

    private static String fact(String name, String value) {
        return "<div><dt>" + name + "</dt><dd>" + Markup.text(value) + "</dd></div>\n";
    }
}
