package dev.workerkit.benchmarks.soak;

import dev.workerkit.benchmarks.report.Figures;
import dev.workerkit.benchmarks.report.Markup;
import dev.workerkit.benchmarks.report.Page;
import dev.workerkit.benchmarks.report.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The report of a soak for people. */
final class SoakPage {

    private static final String NOTE =
            "A message was due when it was due: what a kill or a slow answer held up counts. The"
                    + " upright line is the end of the warm-up; what was higher before it is cut. What comes after it is judged: the"
                    + " growth is the slope after Theil and Sen times the length of that part, with"
                    + " its interval of 95% confidence; it is flat if that ends below what is"
                    + " allowed. Workers that were killed are shown and not judged.";

    private final SoakReport report;

    SoakPage(SoakReport report) {
        this.report = report;
    }

    String html() {
        return Page.of("Soak of Workerkit", header(), "<main>\n" + main() + "</main>", NOTE);
    }

    private String header() {
        SoakPlan plan = report.plan();
        return """
        <p class="kind">Soak of Workerkit %s</p>
        <h1>%s</h1>
        %s%s%s"""
                .formatted(
                        Markup.text(report.version()),
                        Markup.text(report.headline()),
                        Page.list("remarks failures", report.complaints()),
                        Page.list("remarks", report.remarks()),
                        Page.facts(
                                report.machine(),
                                report.started(),
                                report.duration(),
                                Page.fact(
                                                "Pool",
                                                plan.workers()
                                                        + " local Java workers, "
                                                        + plan.rate()
                                                        + " messages a second, "
                                                        + Figures.of(
                                                                Unit.MICROSECONDS.ofNanos(
                                                                        plan.work().toNanos()),
                                                                Unit.MICROSECONDS)
                                                        + " of work each")
                                        + Page.fact(
                                                "Kills",
                                                report.counts().kills()
                                                        + ", seed "
                                                        + plan.seed())));
    }

    private String main() {
        StringBuilder main = new StringBuilder();
        main.append(section("Messages", counts()));
        main.append(
                section(
                        "Latency",
                        plot(
                                        "latency",
                                        List.of(
                                                latency("p50", Slice::p50),
                                                latency("p90", Slice::p90)))
                                + plot(
                                        "high latencies",
                                        List.of(
                                                latency("p99", Slice::p99),
                                                latency("p99.9", Slice::p999),
                                                latency("longest", Slice::max)))));
        for (Map.Entry<Quantity, List<Series>> entry : byQuantity().entrySet()) {
            Quantity quantity = entry.getKey();
            main.append(
                    section(
                            capital(quantity.title()),
                            plot(
                                    quantity.title(),
                                    quantity.symbol(),
                                    entry.getValue().stream()
                                            .map(series -> line(series, quantity))
                                            .toList())));
        }
        return main.append(section("What is flat", trends())).toString();
    }

    private static String capital(String title) {
        return Character.toUpperCase(title.charAt(0)) + title.substring(1);
    }

    private Map<Quantity, List<Series>> byQuantity() {
        Map<Quantity, List<Series>> all = new LinkedHashMap<>();
        for (Series series : report.series()) {
            Quantity quantity = series.quantity();
            boolean shown =
                    quantity == Quantity.MEDIAN_LATENCY || quantity == Quantity.HIGH_LATENCY;
            if (!shown && !series.points().isEmpty()) {
                all.computeIfAbsent(quantity, key -> new ArrayList<>()).add(series);
            }
        }
        return all;
    }

    private static TimePlot.Line line(Series series, Quantity quantity) {
        return new TimePlot.Line(
                series.subject(),
                series.points().stream()
                        .map(point -> new Point(point.seconds(), quantity.scaled(point.value())))
                        .toList());
    }

    private TimePlot.Line latency(String name, ToLongFunction<Slice> figure) {
        return new TimePlot.Line(
                name,
                report.slices().stream()
                        .filter(slice -> slice.answers() > 0)
                        .map(
                                slice ->
                                        new Point(
                                                slice.seconds(),
                                                Unit.MILLISECONDS.ofNanos(
                                                        figure.applyAsLong(slice))))
                        .toList());
    }

    private String plot(String title, List<TimePlot.Line> lines) {
        return plot(title, Unit.MILLISECONDS.symbol(), lines);
    }

    private String plot(String title, String unit, List<TimePlot.Line> lines) {
        SoakPlan plan = report.plan();
        return "<div class=\"wide\">"
                + new TimePlot(title, unit, lines, plan.seconds(), plan.judgedFrom()).svg()
                + "</div>\n";
    }

    private static String section(String title, String content) {
        return "<section>\n<h2>"
                + Markup.text(title)
                + "</h2>\n<div class=\"contest\">\n"
                + content
                + "</div>\n</section>\n";
    }

    private String counts() {
        Counts counts = report.counts();
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("sent", Long.toString(counts.sent()));
        rows.put("answered", Long.toString(counts.answered()));
        rows.put("lost", Long.toString(counts.lost()));
        rows.put("delivered again after a kill", Long.toString(counts.redelivered()));
        rows.put("answered twice", Long.toString(counts.duplicated()));
        rows.put("not answered with what was sent", Long.toString(counts.broken()));
        rows.put("latency p50", micros(report.latency().p50()));
        rows.put("latency p99", micros(report.latency().p99()));
        rows.put("latency p99.9", micros(report.latency().p999()));
        rows.put("longest latency", micros(report.latency().max()));
        return rows.entrySet().stream()
                .map(
                        row ->
                                "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n"
                                        .formatted(row.getKey(), row.getValue()))
                .collect(Collectors.joining("", "<table><tbody>\n", "</tbody></table>\n"));
    }

    private static String micros(double value) {
        return Figures.of(value, Unit.MICROSECONDS);
    }

    private String trends() {
        return report.series().stream()
                .map(SoakPage::trend)
                .collect(
                        Collectors.joining(
                                "",
                                "<div class=\"wide\"><table><thead><tr><td></td><th"
                                        + " scope=\"col\">median</th><th scope=\"col\">growth"
                                        + " <small>(95%)</small></th><th scope=\"col\">allowed</th>"
                                        + "<th scope=\"col\"></th></tr></thead>\n<tbody>\n",
                                "</tbody></table></div>\n"));
    }

    private static String trend(Series series) {
        Trend trend = series.trend();
        if (trend == null) {
            return "";
        }
        Quantity quantity = series.quantity();
        String type = trend.judgement() == Trend.Judgement.FLAT ? "good" : "bad";
        return ("<tr><th scope=\"row\">%s</th><td>%s</td><td>%s <small>%s to %s</small></td>"
                        + "<td>%s</td><td class=\"%s\">%s</td></tr>\n")
                .formatted(
                        Markup.text(series.name()),
                        quantity.text(trend.level()),
                        quantity.text(trend.growth()),
                        quantity.text(trend.low()),
                        quantity.text(trend.high()),
                        quantity.text(trend.bound()),
                        type,
                        trend.judgement().name().toLowerCase(Locale.ROOT));
    }
}
