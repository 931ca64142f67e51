package dev.workerkit.tck.report;

import dev.workerkit.tck.Durations;
import dev.workerkit.tck.registry.Area;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A kill matrix as a page: for each area what noticed what, and how. */
final class HtmlKillMatrix {

    private final KillMatrix matrix;
    private final Map<String, SabotageResult> sabotages;

    HtmlKillMatrix(KillMatrix matrix) {
        this.matrix = matrix;
        this.sabotages =
                matrix.sabotages().stream()
                        .collect(Collectors.toMap(SabotageResult::id, Function.identity()));
    }

    String page() {
        String headline = headline();
        return HtmlPage.of(
                headline + " · " + matrix.runtime().name() + " · Workerkit",
                header(headline),
                HtmlFilter.form(
                                Stream.of(Fate.values())
                                        .map(
                                                fate ->
                                                        new HtmlFilter.Choice(
                                                                fate.id(),
                                                                fate.word(),
                                                                matrix.requirements(fate).size()))
                                        .toList(),
                                matrix.requirements().stream()
                                        .map(SabotagedRequirement::area)
                                        .toList(),
                                matrix.requirements().stream()
                                        .map(SabotagedRequirement::level)
                                        .toList(),
                                "")
                        + matrix.requirements().stream()
                                .map(SabotagedRequirement::area)
                                .distinct()
                                .map(this::section)
                                .collect(Collectors.joining()),
                """
                Workerkit TCK %s, specification %s. The same for programs is in
                <a href="killmatrix.json">killmatrix.json</a>."""
                        .formatted(
                                Markup.text(matrix.tckVersion()),
                                Markup.text(matrix.specVersion())));
    }

    private String headline() {
        return "%d of %d killed".formatted(matrix.count(Fate.KILLED), matrix.applying().size());
    }

    private String header(String headline) {
        return """
        <header class="%s">
        <p class="kind">Sabotages of the worker runtime <b>%s</b> that the TCK noticed</p>
        <h1>%s</h1>
        <p class="sentence">%s</p>
        <dl>%s%s%s%s%s</dl>
        </header>
        """
                .formatted(
                        matrix.exitCode() == 0 ? "conformant" : "notConformant",
                        Markup.text(matrix.runtime().name()),
                        headline,
                        Markup.text(matrix.sentence()),
                        fact("Provider", matrix.runtime().provider()),
                        fact("Machine", machine(matrix.environment())),
                        fact(
                                "Started",
                                matrix.started().atOffset(ZoneOffset.UTC).toLocalDate().toString()),
                        fact("Took", Durations.text(matrix.duration())),
                        fact("Seed", Long.toString(matrix.seed())));
    }

    private static String machine(Environment machine) {
        return "%s, %d processors, Java %s"
                .formatted(machine.os(), machine.processors(), machine.javaVersion());
    }

    private static String fact(String name, String value) {
        return "<div><dt>" + name + "</dt><dd>" + Markup.text(value) + "</dd></div>\n";
    }

    private String section(Area area) {
        List<SabotagedRequirement> requirements =
                matrix.requirements().stream().filter(each -> each.area().equals(area)).toList();
        return """
        <section class="area" id="%1$s" data-area="%1$s" aria-labelledby="%1$s-title">
        <h2 id="%1$s-title">%2$s <span class="code">%1$s</span></h2>
        %3$s<ol>
        %4$s</ol>
        </section>
        """
                .formatted(
                        Markup.text(area.code()),
                        Markup.text(area.title()),
                        grid(requirements),
                        requirements.stream().map(this::item).collect(Collectors.joining()));
    }

    /** The area's requirements by its sabotages: where they cross, the one noticed the other. */
    private String grid(List<SabotagedRequirement> requirements) {
        List<SabotageResult> columns =
                requirements.stream().flatMap(each -> of(each).stream()).toList();
        if (columns.isEmpty()) {
            return "";
        }
        String rows =
                requirements.stream()
                        .map(
                                requirement ->
                                        "<tr><th scope=\"row\"><a href=\"#%1$s\">%1$s</a></th>%2$s</tr>\n"
                                                .formatted(
                                                        requirement.id(),
                                                        columns.stream()
                                                                .map(
                                                                        each ->
                                                                                cell(
                                                                                        requirement,
                                                                                        each))
                                                                .collect(Collectors.joining())))
                        .collect(Collectors.joining());
        return """
        <div class="kills" role="region" aria-label="Which requirement noticed which sabotage" \
        tabindex="0"><table><tbody>
        %s</tbody></table></div>
        """
                .formatted(rows);
    }

    private static String cell(SabotagedRequirement requirement, SabotageResult sabotage) {
        boolean due = sabotage.requirement().equals(requirement.id());
        boolean noticed =
                sabotage.trials().stream()
                        .filter(trial -> trial.verdict() == Verdict.FAILED)
                        .anyMatch(trial -> trial.requirements().contains(requirement.id()));
        String kind = noticed ? due ? "killed" : "by" : due ? sabotage.fate().id() : "";
        return kind.isEmpty()
                ? "<td></td>"
                : "<td class=\"%s\" title=\"%s\"><span>%s</span></td>"
                        .formatted(
                                kind,
                                Markup.text(sabotage.id() + ": " + sabotage.wrong()),
                                noticed ? "●" : "○");
    }

    private List<SabotageResult> of(SabotagedRequirement requirement) {
        return requirement.sabotages().stream()
                .map(id -> Objects.requireNonNull(sabotages.get(id)))
                .sorted(Comparator.comparing(SabotageResult::fate))
                .toList();
    }

    private String item(SabotagedRequirement requirement) {
        return """
        <li class="requirement" id="%1$s" data-verdict="%2$s" data-level="%4$s">
        <h3><a href="#%1$s">%1$s</a> <span class="chip %2$s">%3$s</span>
        <span class="level">%4$s</span></h3>
        <p class="text">%5$s</p>
        %6$s%7$s</li>
        """
                .formatted(
                        requirement.id(),
                        requirement.fate().id(),
                        Markup.text(requirement.fate().word()),
                        requirement.level(),
                        Markup.specification(requirement.text()),
                        requirement.reason() == null
                                ? ""
                                : "<p class=\"reason\">"
                                        + Markup.text(requirement.reason())
                                        + "</p>\n",
                        of(requirement).stream()
                                .map(HtmlKillMatrix::sabotage)
                                .collect(Collectors.joining("", "<ul>\n", "</ul>\n")));
    }

    private static String sabotage(SabotageResult sabotage) {
        return """
        <li><span class="dot %s" role="img" aria-label="%s"></span>%s. \
        <code>%s</code>%s%s</li>
        """
                .formatted(
                        sabotage.fate().id(),
                        Markup.text(sabotage.fate().word()),
                        Markup.text(sabotage.wrong()),
                        Markup.text(sabotage.id()),
                        sabotage.reason() == null
                                ? ""
                                : "<p class=\"reason\">" + Markup.text(sabotage.reason()) + "</p>",
                        sabotage.trials().isEmpty()
                                ? ""
                                : sabotage.trials().stream()
                                        .map(HtmlKillMatrix::trial)
                                        .collect(
                                                Collectors.joining(
                                                        "",
                                                        "<details><summary>Verifications</summary>\n",
                                                        "</details>")));
    }

    private static String trial(SabotageResult.Trial trial) {
        return """
        <p><span class="dot %s" role="img" aria-label="%s"></span><code>%s</code> \
        <span class="took">%s</span></p>%s
        """
                .formatted(
                        trial.verdict().id(),
                        Markup.text(trial.verdict().word()),
                        Markup.text(trial.verification()).replace(".", ".<wbr>"),
                        Durations.text(Duration.ofMillis(trial.durationMillis())),
                        trial.message() == null
                                ? ""
                                : "<pre class=\"message\">"
                                        + Markup.text(trial.message())
                                        + "</pre>");
    }
}
