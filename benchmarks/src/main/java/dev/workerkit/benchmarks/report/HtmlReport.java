package dev.workerkit.benchmarks.report;

import java.util.stream.Collectors;

/** The page for people, which needs nothing but itself. */
final class HtmlReport {

    private final BenchmarkReport report;

    private HtmlReport(BenchmarkReport report) {
        this.report = report;
    }

    static String of(BenchmarkReport report) {
        return new HtmlReport(report).page();
    }

    private String page() {
        return Page.of(
                "Benchmarks of Workerkit",
                """
                <p class="kind">Benchmarks of Workerkit %s, %s run</p>
                <h1>%s</h1>
                %s%s%s"""
                        .formatted(
                                Markup.text(report.version()),
                                report.mode(),
                                Markup.text(Headline.of(report)),
                                remarks(),
                                failures(),
                                Page.facts(
                                        report.machine(), report.started(), report.duration(), "")),
                contents()
                        + "<main>\n"
                        + report.benchmarks().stream()
                                .map(benchmark -> new HtmlBenchmark(report, benchmark).section())
                                .collect(Collectors.joining())
                        + absences()
                        + "</main>",
                """
                A bar is the median of the iterations; the line on it is where the median lies with
                95% confidence; of fewer than six iterations, as is said there, it goes from the \
                least to the most. Percentiles that too few samples lie above are left out, and the \
                number of samples is said instead. Both ends of every peer copy each message from \
                and to the application's own memory. Times worse and better are ratios of medians \
                of this run.""");
    }

    private String remarks() {
        return Page.list("remarks", report.remarks());
    }

    private String failures() {
        return Page.list(
                "remarks failures",
                report.measurements().stream()
                        .filter(measurement -> measurement.failure() != null)
                        .map(
                                measurement ->
                                        measurement.subject().text(", ")
                                                + ", "
                                                + report.titleOf(measurement.peer())
                                                + ": "
                                                + measurement.failure())
                        .toList());
    }

    private String contents() {
        return report.benchmarks().stream()
                .map(
                        benchmark ->
                                "<li><a href=\"#%s\">%s</a></li>\n"
                                        .formatted(
                                                benchmark.name(), Markup.text(benchmark.title())))
                .collect(
                        Collectors.joining(
                                "", "<nav aria-label=\"Benchmarks\"><ul>\n", "</ul></nav>\n"));
    }

    private String absences() {
        if (report.absences().isEmpty()) {
            return "";
        }
        return "<section id=\"absent\"><h2>Absent</h2>\n"
                + Page.list(
                        "remarks",
                        report.absences().stream()
                                .map(
                                        absence ->
                                                absence.benchmark()
                                                        + ", "
                                                        + report.titleOf(absence.peer())
                                                        + ": "
                                                        + absence.why())
                                .toList())
                + "</section>\n";
    }
}
