package dev.workerkit.tck.report;

import dev.workerkit.tck.Durations;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands above the requirements: the outcome, the counts, and what was verified where. */
final class HtmlHead {

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private static final List<Verdict> TROUBLE =
            List.of(
                    Verdict.FAILED,
                    Verdict.EXCLUDED,
                    Verdict.ERROR,
                    Verdict.FLAKY,
                    Verdict.CANT_TELL);
    private static final int LINKS = 12;

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
        %s%s%s%s%s%s%s</header>
        """
                .formatted(
                        report.outcome().id(),
                        Markup.text(report.runtime().name()),
                        report.headline(),
                        Markup.text(Sentences.of(report)),
                        bar(),
                        needless(),
                        trouble(),
                        profiles(),
                        levels(),
                        new HtmlTiming(report).tables(),
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

    private String needless() {
        return report.needlesslyExcluded().stream()
                .map(Sentences::needlessExclusion)
                .map(sentence -> "<p class=\"exclusion\">" + Markup.text(sentence) + "</p>\n")
                .collect(Collectors.joining());
    }

    private String trouble() {
        List<RequirementResult> troubled =
                report.requirements().stream()
                        .filter(requirement -> TROUBLE.contains(requirement.verdict()))
                        .sorted(
                                Comparator.comparing(
                                        requirement -> TROUBLE.indexOf(requirement.verdict())))
                        .toList();
        if (troubled.isEmpty()) {
            return "";
        }
        String links =
                troubled.stream()
                        .limit(LINKS)
                        .map(
                                requirement ->
                                        """
                                        <li><a href="#%s">%s</a> <span class="chip %s">%s</span> %s
                                        """
                                                .formatted(
                                                        requirement.id(),
                                                        requirement.id(),
                                                        requirement.verdict().id(),
                                                        Markup.text(requirement.verdict().word()),
                                                        Markup.specification(requirement.text())))
                        .collect(Collectors.joining());
        String more =
                troubled.size() > LINKS ? "<li>and " + (troubled.size() - LINKS) + " more\n" : "";
        return "<nav aria-label=\"What did not pass\"><ul>\n" + links + more + "</ul></nav>\n";
    }

    private String profiles() {
        if (report.profiles().isEmpty()) {
            return "";
        }
        String rows =
                report.profiles().stream().map(HtmlHead::profile).collect(Collectors.joining());
        return """
        <table class="profiles">
        <caption>Profiles</caption>
        <thead><tr><td></td><th scope="col">verdict</th><th scope="col">MUST passed</th>\
        <th scope="col">why not</th></tr></thead>
        <tbody>
        %s</tbody>
        </table>
        """
                .formatted(rows);
    }

    private static String profile(ProfileResult profile) {
        String why =
                profile.claimed()
                        ? inTheWay(profile.inTheWay())
                        : "does not declare " + Markup.text(String.join(", ", profile.lacking()));
        return """
        <tr><th scope="row" title="%s">%s</th><td class="%s">%s</td><td>%d of %d</td>\
        <td class="why">%s</td></tr>
        """
                .formatted(
                        Markup.text(profile.intent()),
                        Markup.text(profile.name()),
                        profile.outcome() == null ? "none" : profile.outcome().id(),
                        profile.words(),
                        profile.must().of(Verdict.PASSED),
                        profile.must().total(),
                        why);
    }

    /** The first few; a run of a part leaves out more than anybody wants to see at once. */
    private static String inTheWay(List<String> ids) {
        if (ids.size() <= LINKS) {
            return links(ids);
        }
        return """
        %s <details><summary>and %d more</summary>%s</details>\
        """
                .formatted(
                        links(ids.subList(0, LINKS)),
                        ids.size() - LINKS,
                        links(ids.subList(LINKS, ids.size())));
    }

    private static String links(List<String> ids) {
        return ids.stream()
                .map("<a href=\"#%1$s\">%1$s</a>"::formatted)
                .collect(Collectors.joining(", "));
    }

    private String levels() {
        Summary summary = report.summary();
        Map<String, Tally> columns = new LinkedHashMap<>();
        columns.put("MUST", summary.must());
        columns.put("SHOULD", summary.should());
        columns.put("MAY", summary.may());
        columns.put("Verifications", summary.verifications());
        columns.values().removeIf(tally -> tally.total() == 0);
        String heads =
                columns.keySet().stream()
                        .map("<th scope=\"col\">%s</th>"::formatted)
                        .collect(Collectors.joining());
        String rows =
                Stream.of(Verdict.values())
                        .filter(
                                verdict ->
                                        columns.values().stream()
                                                .anyMatch(tally -> tally.of(verdict) > 0))
                        .map(verdict -> row(verdict, columns.values()))
                        .collect(Collectors.joining());
        return """
        <table>
        <caption>Requirements by level, and their verifications</caption>
        <thead><tr><td></td>%s</tr></thead>
        <tbody>
        %s</tbody>
        </table>
        """
                .formatted(heads, rows);
    }

    private static String row(Verdict verdict, Collection<Tally> columns) {
        String cells =
                columns.stream()
                        .map(
                                tally ->
                                        "<td class=\"%s\">%d</td>"
                                                .formatted(
                                                        tally.of(verdict) > 0
                                                                ? verdict.id()
                                                                : "none",
                                                        tally.of(verdict)))
                        .collect(Collectors.joining());
        return "<tr><th scope=\"row\" class=\"%s\">%s</th>%s</tr>\n"
                .formatted(verdict.id(), Markup.text(verdict.word()), cells);
    }

    private String facts() {
        Environment machine = report.environment();
        RuntimeDescription runtime = report.runtime();
        RunOptions options = report.options();
        return "<dl>\n"
                + fact(
                        "Runtime",
                        runtime.name() + (runtime.version() == null ? "" : " " + runtime.version()))
                + fact(
                        runtime.harness() == null ? "Provider" : "Harness",
                        Objects.requireNonNullElse(runtime.harness(), runtime.provider()))
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
                + (options.runs() == 1 ? "" : fact("Runs", Integer.toString(options.runs())))
                + (options.isPartial() ? fact("Asked for", asked(options)) : "")
                + "</dl>\n";
    }

    private static String asked(RunOptions options) {
        return Stream.of(options.profiles(), options.areas(), options.requirements())
                .flatMap(List::stream)
                .collect(Collectors.joining(", "));
    }

    private static String fact(String name, String value) {
        return "<div><dt>" + name + "</dt><dd>" + breakable(value) + "</dd></div>\n";
    }

    /** Class names may be broken at their dots. */
    private static String breakable(String value) {
        return Markup.text(value).replaceAll("\\.(?=\\p{Alpha})", ".<wbr>");
    }
}
