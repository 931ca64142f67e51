package dev.workerkit.tck.report;

import dev.workerkit.tck.registry.Area;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Several reports side by side, as one page: a row for each profile and requirement. */
public final class HtmlMatrix {

    private final List<ConformanceReport> reports;
    private final List<String> labels;
    private final Map<String, List<@Nullable RequirementResult>> rows = new LinkedHashMap<>();

    private HtmlMatrix(List<ConformanceReport> reports) {
        this.reports = reports;
        this.labels = labels(reports);
        for (int column = 0; column < reports.size(); column++) {
            for (RequirementResult result : reports.get(column).requirements()) {
                rows.computeIfAbsent(result.id(), id -> emptyRow()).set(column, result);
            }
        }
    }

    /** The page about these reports, at least one, in their order. */
    public static String page(List<ConformanceReport> reports) {
        return new HtmlMatrix(List.copyOf(reports)).page();
    }

    private String page() {
        String title = Counted.of(reports.size(), "report") + " side by side";
        return HtmlPage.of(
                title + " · Workerkit",
                """
                <header>
                <p class="kind">Conformance of worker runtimes</p>
                <h1>%s</h1>
                <ul class="runtimes">
                %s</ul>
                </header>
                """
                        .formatted(title, columns(this::runtime)),
                HtmlFilter.form(
                                latest(),
                                this::rowsWith,
                                """
                                <label class="pick"><input type="checkbox" name="differ"> \
                                Only where they differ</label>
                                """)
                        + table(),
                "Each verdict is that of its own report; open it for the details.");
    }

    private String table() {
        Map<Area, List<String>> areas = new LinkedHashMap<>();
        rows.forEach(
                (id, row) ->
                        areas.computeIfAbsent(known(row).area(), area -> new ArrayList<>())
                                .add(id));
        return """
        <div class="matrix" role="region" aria-label="Verdicts" tabindex="0">
        <table>
        <thead><tr><th scope="col">Requirement</th>%s</tr></thead>
        %s%s</table>
        </div>
        """
                .formatted(
                        columns(
                                column ->
                                        "<th scope=\"col\">%s</th>"
                                                .formatted(Markup.text(labels.get(column)))),
                        new HtmlMatrixProfiles(columns()).section(),
                        areas.entrySet().stream()
                                .map(area -> section(area.getKey(), area.getValue()))
                                .collect(Collectors.joining()));
    }

    private String section(Area area, List<String> ids) {
        return """
        <tbody class="area" data-area="%1$s">
        <tr class="head"><th scope="rowgroup"><h2>%2$s <span class="code">%1$s</span></h2></th>\
        %3$s</tr>
        %4$s</tbody>
        """
                .formatted(
                        Markup.text(area.code()),
                        Markup.text(area.title()),
                        columns(
                                column ->
                                        "<td aria-hidden=\"true\">%s</td>"
                                                .formatted(Markup.text(labels.get(column)))),
                        ids.stream().map(this::row).collect(Collectors.joining()));
    }

    private String row(String id) {
        List<@Nullable RequirementResult> row = Objects.requireNonNull(rows.get(id));
        RequirementResult known = known(row);
        List<String> verdicts =
                row.stream()
                        .map(result -> result == null ? "absent" : result.verdict().id())
                        .distinct()
                        .toList();
        return """
        <tr class="requirement" id="%1$s" data-verdict="%2$s" data-level="%3$s" data-differs="%4$s">
        <th scope="row"><a href="#%1$s">%1$s</a> <span class="level">%3$s</span>
        <p class="text">%5$s</p></th>%6$s</tr>
        """
                .formatted(
                        Markup.text(id),
                        String.join(" ", verdicts),
                        known.level(),
                        verdicts.size() > 1,
                        Markup.specification(known.text()),
                        columns(column -> cell(labels.get(column), row.get(column))));
    }

    private static String cell(String label, @Nullable RequirementResult result) {
        return "<td data-runtime=\"%s\">%s</td>"
                .formatted(
                        Markup.text(label),
                        result == null
                                ? "<span class=\"absent\">not in its specification</span>"
                                : verdict(result));
    }

    private static String verdict(RequirementResult result) {
        String chip =
                "<span class=\"chip %s\">%s</span>"
                        .formatted(result.verdict().id(), Markup.text(result.verdict().word()));
        return result.reason() == null
                ? chip
                : "<details><summary>%s</summary><p>%s</p></details>"
                        .formatted(chip, Markup.text(result.reason()));
    }

    private String runtime(int column) {
        ConformanceReport report = reports.get(column);
        return """
        <li class="%s"><b>%s</b>: %s
        <small>%s</small><small>%s, TCK %s, specification %s</small></li>
        """
                .formatted(
                        report.outcome().id(),
                        Markup.text(labels.get(column)),
                        report.headline(),
                        Markup.text(Sentences.of(report)),
                        report.started().atOffset(ZoneOffset.UTC).toLocalDate(),
                        Markup.text(report.tckVersion()),
                        Markup.text(report.specVersion()));
    }

    private Map<String, ConformanceReport> columns() {
        Map<String, ConformanceReport> columns = new LinkedHashMap<>();
        for (int column = 0; column < reports.size(); column++) {
            columns.put(labels.get(column), reports.get(column));
        }
        return columns;
    }

    private String columns(IntFunction<String> text) {
        return IntStream.range(0, reports.size()).mapToObj(text).collect(Collectors.joining());
    }

    private List<@Nullable RequirementResult> emptyRow() {
        List<@Nullable RequirementResult> row = new ArrayList<>();
        reports.forEach(report -> row.add(null));
        return row;
    }

    private List<RequirementResult> latest() {
        return rows.values().stream().map(HtmlMatrix::known).toList();
    }

    private int rowsWith(Verdict verdict) {
        return (int)
                rows.values().stream()
                        .filter(
                                row ->
                                        row.stream()
                                                .anyMatch(
                                                        result ->
                                                                result != null
                                                                        && result.verdict()
                                                                                == verdict))
                        .count();
    }

    private static RequirementResult known(List<@Nullable RequirementResult> row) {
        return row.stream().flatMap(Stream::ofNullable).findFirst().orElseThrow();
    }

    /** Name and version; two of the same are numbered. */
    private static List<String> labels(List<ConformanceReport> reports) {
        List<String> labels = new ArrayList<>();
        for (ConformanceReport report : reports) {
            String version = report.runtime().version();
            String label = report.runtime().name() + (version == null ? "" : " " + version);
            String unique = label;
            for (int again = 2; labels.contains(unique); again++) {
                unique = label + " (" + again + ")";
            }
            labels.add(unique);
        }
        return labels;
    }
}
