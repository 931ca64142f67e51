package dev.workerkit.tck.report;

import dev.workerkit.tck.Durations;
import dev.workerkit.tck.registry.Area;
import java.util.List;
import java.util.stream.Collectors;

/** A kill matrix in GitHub's Markdown: what it comes to, what was not noticed, and the counts. */
final class MarkdownKillMatrix {

    private final KillMatrix matrix;

    MarkdownKillMatrix(KillMatrix matrix) {
        this.matrix = matrix;
    }

    String text() {
        return """
        ## The TCK proven on the worker runtime %s

        %s

        %s| area | requirements | sabotages | killed |
        |---|---:|---:|---:|
        %s
        <sub>Workerkit TCK %s, specification %s, seed %d, %s</sub>
        """
                .formatted(
                        Markdown.plain(matrix.runtime().name()),
                        Markdown.plain(matrix.sentence()),
                        trouble(),
                        matrix.requirements().stream()
                                .map(SabotagedRequirement::area)
                                .distinct()
                                .map(this::row)
                                .collect(Collectors.joining()),
                        Markdown.plain(matrix.tckVersion()),
                        Markdown.plain(matrix.specVersion()),
                        matrix.seed(),
                        Durations.text(matrix.duration()));
    }

    private String trouble() {
        String sabotages =
                matrix.sabotages().stream()
                        .filter(each -> each.fate().exitCode() != 0)
                        .map(
                                each ->
                                        "| %s | **%s** | %s (%s) |\n"
                                                .formatted(
                                                        each.requirement(),
                                                        each.fate().word(),
                                                        Markdown.plain(each.wrong()),
                                                        Markdown.plain(each.id())))
                        .collect(Collectors.joining());
        String requirements =
                matrix.requirements(Fate.UNSABOTAGED).stream()
                        .map(
                                each ->
                                        "| %s | **%s** | %s |\n"
                                                .formatted(
                                                        each.id(),
                                                        each.fate().word(),
                                                        Markdown.specification(each.text())))
                        .collect(Collectors.joining());
        return sabotages.isEmpty() && requirements.isEmpty()
                ? ""
                : "| requirement | | |\n|---|---|---|\n" + sabotages + requirements + "\n";
    }

    private String row(Area area) {
        List<SabotagedRequirement> requirements =
                matrix.requirements().stream().filter(each -> each.area().equals(area)).toList();
        List<String> ids = requirements.stream().map(SabotagedRequirement::id).toList();
        List<SabotageResult> sabotages =
                matrix.applying().stream()
                        .filter(each -> ids.contains(each.requirement()))
                        .toList();
        return "| %s | %d | %d | %d |\n"
                .formatted(
                        Markdown.plain(area.title()),
                        requirements.stream()
                                .filter(each -> each.fate() != Fate.INAPPLICABLE)
                                .count(),
                        sabotages.size(),
                        sabotages.stream().filter(each -> each.fate() == Fate.KILLED).count());
    }
}
