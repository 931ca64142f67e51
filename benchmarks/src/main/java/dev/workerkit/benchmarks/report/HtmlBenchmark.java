package dev.workerkit.benchmarks.report;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One benchmark on the page. */
final class HtmlBenchmark {

    private static final String OURS = "workerkit";

    private final BenchmarkReport report;
    private final BenchmarkReport.Described benchmark;

    HtmlBenchmark(BenchmarkReport report, BenchmarkReport.Described benchmark) {
        this.report = report;
        this.benchmark = benchmark;
    }

    String section() {
        String contests =
                Contest.all(report).stream()
                        .filter(one -> one.subject().benchmark().equals(benchmark.name()))
                        .map(this::contest)
                        .collect(Collectors.joining());
        return contests.isEmpty()
                ? ""
                : """
                <section id="%s">
                <h2>%s</h2>
                <p class="about">%s</p>
                %s</section>
                """
                        .formatted(
                                benchmark.name(),
                                Markup.text(benchmark.title()),
                                Markup.text(benchmark.description()),
                                contests);
    }

    private String contest(Contest contest) {
        String parameters =
                contest.subject().parameters().entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
        String curves =
                contest.hasCurves()
                        ? "<details><summary>Percentiles as curves</summary><div class=\"wide\">"
                                + CurvePlot.of(contest)
                                + "</div></details>\n"
                        : "";
        return """
        <div class="contest">
        %s<div class="wide">%s</div>
        <div class="wide">%s</div>
        %s</div>
        """
                .formatted(
                        parameters.isEmpty() ? "" : "<h3>" + Markup.text(parameters) + "</h3>\n",
                        BarPlot.of(contest),
                        table(contest.entries()),
                        curves);
    }

    private String table(List<Contest.Entry> entries) {
        boolean spread =
                entries.stream().anyMatch(entry -> entry.measurement().distribution() != null);
        boolean allocates = entries.stream().anyMatch(entry -> !allocation(entry).isEmpty());
        return "<table><thead><tr><td></td><th scope=\"col\">score <small>(95%)</small></th>"
                + (spread
                        ? "<th scope=\"col\">p50 of all</th><th scope=\"col\">p90</th><th scope=\"col\">p99</th>"
                                + "<th scope=\"col\">p99.9</th>"
                        : "")
                + (benchmark.limit().isEmpty() ? "" : "<th scope=\"col\">to the limit</th>")
                + "<th scope=\"col\">Workerkit is</th>"
                + (allocates ? "<th scope=\"col\">B allocated, near and far</th>" : "")
                + "</tr></thead>\n<tbody>\n"
                + entries.stream()
                        .map(entry -> row(entry, spread, allocates))
                        .collect(Collectors.joining())
                + "</tbody></table>";
    }

    private String row(Contest.Entry entry, boolean spread, boolean allocates) {
        Measurement measurement = entry.measurement();
        Unit unit = measurement.unit();
        Ratio ratio = ratio(measurement);
        return (measurement.peer().equals(OURS) ? "<tr class=\"ours\">" : "<tr>")
                + "<th scope=\"row\">"
                + Markup.text(entry.title())
                + "</th>"
                + "<td>%s <small>%s to %s%s</small></td>"
                        .formatted(
                                Figures.of(entry.score().value(), unit),
                                plain(entry.score().low(), unit),
                                plain(entry.score().high(), unit),
                                few(entry.score()))
                + (spread ? percentiles(measurement.distribution(), unit) : "")
                + (benchmark.limit().isEmpty() ? "" : "<td>" + times(ratio.toLimit()) + "</td>")
                + "<td>"
                + (measurement.peer().equals(OURS) ? "" : beside(ratio.toOurs()))
                + "</td>"
                + (allocates ? "<td>" + allocation(entry) + "</td>" : "")
                + "</tr>\n";
    }

    private static String plain(double value, Unit unit) {
        return unit == Unit.PER_SECOND ? Figures.scaled(value).strip() : Figures.digits(value);
    }

    private static String percentiles(@Nullable Distribution distribution, Unit unit) {
        if (distribution == null) {
            return "<td></td><td></td><td></td><td></td>";
        }
        return percentile(distribution, Distribution.P50, distribution.p50(), unit)
                + percentile(distribution, Distribution.P90, distribution.p90(), unit)
                + percentile(distribution, Distribution.P99, distribution.p99(), unit)
                + percentile(distribution, Distribution.P999, distribution.p999(), unit);
    }

    private static String percentile(
            Distribution distribution, double percentile, double value, Unit unit) {
        return distribution.knows(percentile)
                ? "<td>" + plain(value, unit) + "</td>"
                : "<td><small>of " + distribution.samples() + "</small></td>";
    }

    private static String few(Score score) {
        return score.isConfident() ? "" : ", of " + score.iterations().size();
    }

    private Ratio ratio(Measurement measurement) {
        return report.ratios().stream()
                .filter(ratio -> ratio.benchmark().equals(measurement.benchmark()))
                .filter(ratio -> ratio.parameters().equals(measurement.parameters()))
                .filter(ratio -> ratio.peer().equals(measurement.peer()))
                .findFirst()
                .orElse(
                        new Ratio(
                                measurement.benchmark(),
                                measurement.parameters(),
                                measurement.peer(),
                                null,
                                null));
    }

    private static String times(@Nullable Double ratio) {
        return ratio == null ? "" : "\u00d7" + Figures.digits(ratio);
    }

    /** How Workerkit stands to a peer that is so many times worse than it. */
    private static String beside(@Nullable Double ratio) {
        if (ratio == null) {
            return "";
        }
        return ratio >= 1
                ? "<span class=\"good\">" + Figures.digits(ratio) + "\u00d7 better</span>"
                : "<span class=\"bad\">" + Figures.digits(1 / ratio) + "\u00d7 worse</span>";
    }

    private static String allocation(Contest.Entry entry) {
        Double near = entry.measurement().figures().get("nearBytesPerMessage");
        Double far = entry.measurement().figures().get("farBytesPerMessage");
        return near == null || far == null ? "" : Figures.digits(near) + ", " + Figures.digits(far);
    }
}
