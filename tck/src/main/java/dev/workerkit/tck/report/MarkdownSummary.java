package dev.workerkit.tck.report;

import dev.workerkit.tck.Durations;
import dev.workerkit.tck.exclusion.Exclusion;
import dev.workerkit.tck.registry.Area;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report in GitHub's Markdown: what it comes to, what did not pass, and the counts. */
final class MarkdownSummary {

    /** The summary of a step may have a megabyte. */
    private static final int MOST = 100;

    private static final int LONGEST = 300;
    private static final List<Verdict> TROUBLE =
            List.of(
                    Verdict.FAILED,
                    Verdict.EXCLUDED,
                    Verdict.ERROR,
                    Verdict.FLAKY,
                    Verdict.CANT_TELL);

    private final ConformanceReport report;

    MarkdownSummary(ConformanceReport report) {
        this.report = report;
    }

    String text() {
        return """
        ## %s · worker runtime %s

        %s

        %s%s%s%s%s<sub>%s</sub>
        """
                .formatted(
                        report.headline(),
                        Markdown.plain(report.runtime().name()),
                        Markdown.plain(Sentences.of(report)),
                        trouble(),
                        needless(),
                        profiles(),
                        areas(),
                        timing(),
                        Markdown.plain(facts()));
    }

    private String trouble() {
        List<RequirementResult> troubled =
                report.requirements().stream()
                        .filter(requirement -> TROUBLE.contains(requirement.verdict()))
                        .toList();
        if (troubled.isEmpty()) {
            return "";
        }
        String rows = troubled.stream().limit(MOST).map(this::row).collect(Collectors.joining());
        String more =
                troubled.size() > MOST
                        ? "\nand " + (troubled.size() - MOST) + " more, see the report.\n"
                        : "";
        return "| requirement | verdict | |\n|---|---|---|\n" + rows + more + "\n";
    }

    private String row(RequirementResult requirement) {
        return "| %s %s | **%s** | %s<br>%s%s |\n"
                .formatted(
                        requirement.id(),
                        requirement.level(),
                        requirement.verdict().word(),
                        Markdown.specification(requirement.text()),
                        Markdown.plain(
                                shortened(Objects.requireNonNullElse(requirement.reason(), ""))),
                        requirement.exclusion() == null ? "" : exclusion(requirement.exclusion()));
    }

    private static String exclusion(Exclusion exclusion) {
        return "<br>Excluded until %s: %s ([challenge](<%s>))"
                .formatted(
                        exclusion.expires(),
                        Markdown.plain(exclusion.reason()),
                        exclusion.challenge().toASCIIString());
    }

    private String needless() {
        return report.needlesslyExcluded().stream()
                .map(
                        requirement ->
                                Markdown.plain(Sentences.needlessExclusion(requirement)) + "\n\n")
                .collect(Collectors.joining());
    }

    private String profiles() {
        List<ProfileResult> profiles = report.profiles();
        return profiles.isEmpty()
                ? ""
                : profiles.stream()
                        .map(MarkdownSummary::row)
                        .collect(
                                Collectors.joining(
                                        "",
                                        "| profile | verdict | MUST passed | why not |\n|---|---|---:|---|\n",
                                        "\n"));
    }

    private static String row(ProfileResult profile) {
        String why =
                profile.claimed()
                        ? shortened(String.join(", ", profile.inTheWay()))
                        : "does not declare " + String.join(", ", profile.lacking());
        return "| %s | **%s** | %d of %d | %s |\n"
                .formatted(
                        Markdown.plain(profile.name()),
                        profile.words(),
                        profile.must().of(Verdict.PASSED),
                        profile.must().total(),
                        Markdown.plain(why));
    }

    private String areas() {
        Map<Area, List<RequirementResult>> areas =
                report.requirements().stream()
                        .collect(
                                Collectors.groupingBy(
                                        RequirementResult::area,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        List<Verdict> found =
                Stream.of(Verdict.values())
                        .filter(verdict -> report.summary().requirements(verdict) > 0)
                        .toList();
        String heads =
                found.stream().map(verdict -> verdict.word() + " |").collect(Collectors.joining());
        String rows =
                areas.entrySet().stream()
                        .map(
                                area ->
                                        row(
                                                Markdown.plain(area.getKey().title()),
                                                area.getValue(),
                                                found))
                        .collect(Collectors.joining());
        return """
        <details><summary>Requirements by area</summary>

        | area |%s
        |---|%s
        %s%s
        </details>

        """
                .formatted(
                        heads,
                        "---:|".repeat(found.size()),
                        rows,
                        row("**all**", report.requirements(), found));
    }

    private static String row(
            String title, List<RequirementResult> requirements, List<Verdict> found) {
        Tally tally = Tally.of(requirements.stream().map(RequirementResult::verdict).toList());
        return found.stream()
                        .map(verdict -> tally.of(verdict) == 0 ? " |" : tally.of(verdict) + " |")
                        .collect(Collectors.joining("", "| " + title + " |", ""))
                + "\n";
    }

    private String timing() {
        List<Timed> judgements = Timed.judgements(report);
        return judgements.isEmpty()
                ? ""
                : judgements.stream()
                        .limit(MOST)
                        .map(MarkdownSummary::row)
                        .collect(
                                Collectors.joining(
                                        "",
                                        """
                                        <details><summary>Times that the specification states</summary>

                                        | requirement | what | observed | limit | margin |
                                        |---|---|---:|---:|---:|
                                        """,
                                        "\n</details>\n\n"));
    }

    private static String row(Timed timed) {
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        String.join(" ", timed.verification().requirements()),
                        Markdown.plain(timed.timing().what()),
                        timed.observed(),
                        timed.limit(),
                        timed.timing().percent());
    }

    private String facts() {
        return "Workerkit TCK %s, specification %s, Java %s, %s, %d processors, seed %d, %s"
                .formatted(
                        report.tckVersion(),
                        report.specVersion(),
                        report.environment().javaVersion(),
                        report.environment().os(),
                        report.environment().processors(),
                        report.options().seed(),
                        Durations.text(report.duration()));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 4) + " ...";
    }
}
