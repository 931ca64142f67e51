package dev.workerkit.benchmarks.report;

import dev.workerkit.benchmarks.machine.Machine;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page for people, which needs nothing but itself. */
final class HtmlReport {

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final BenchmarkReport report;

    private HtmlReport(BenchmarkReport report) {
        this.report = report;
    }

    static String of(BenchmarkReport report) {
        return new HtmlReport(report).page();
    }

    private String page() {
        return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Benchmarks of Workerkit</title>
        <style>%s%s</style>
        </head>
        <body>
        <header>
        <p class="kind">Benchmarks of Workerkit %s, %s run</p>
        <h1>%s</h1>
        %s%s%s</header>
        %s<main>
        %s%s</main>
        <footer>A bar is the median of the iterations; the line on it is where the median lies with
        95%% confidence; of fewer than six iterations, as is said there, it goes from the least to the
        most. Percentiles that too few samples lie above are left out, and the number of samples is
        said instead. Both ends of every peer copy each message from and to the application's own
        memory. Times worse and better are ratios of medians of this run.</footer>
        </body>
        </html>
        """
                .formatted(
                        Resource.text("plot.css"),
                        Resource.text("report.css"),
                        Markup.text(report.version()),
                        report.mode(),
                        Markup.text(Headline.of(report)),
                        remarks(),
                        failures(),
                        facts(),
                        contents(),
                        report.benchmarks().stream()
                                .map(benchmark -> new HtmlBenchmark(report, benchmark).section())
                                .collect(Collectors.joining()),
                        absences());
    }

    private String remarks() {
        return list("remarks", report.remarks());
    }

    private String failures() {
        return list(
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

    private static String list(String type, List<String> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        return lines.stream()
                .map(line -> "<li>" + Markup.text(line) + "</li>\n")
                .collect(Collectors.joining("", "<ul class=\"" + type + "\">\n", "</ul>\n"));
    }

    private String facts() {
        Machine machine = report.machine();
        return "<dl>\n"
                + fact("Processor", machine.processor() + ", " + machine.processors() + " usable")
                + fact("Kernel", machine.kernel() + ", " + machine.arch())
                + fact("Java", machine.java())
                + fact(
                        "Memory",
                        machine.memoryMebibytes()
                                + " MiB, "
                                + machine.sharedMemoryMebibytes()
                                + " MiB free in /dev/shm")
                + fact("Clock of the processors", machine.governor())
                + fact("Load before", Double.toString(machine.loadBefore()))
                + fact("Started", MINUTES.format(report.started()))
                + fact("Took", took(report.duration()))
                + "</dl>\n";
    }

    private static String took(Duration duration) {
        return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }

    private static String fact(String name, String value) {
        return "<div><dt>" + name + "</dt><dd>" + Markup.text(value) + "</dd></div>\n";
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
                + list(
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
