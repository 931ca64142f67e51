package dev.workerkit.tck.report;

import dev.workerkit.tck.trace.Trace;
import java.util.Map;
import java.util.function.BiFunction;

/** What each run writes. */
public enum ReportFormat {
    /** The report for programs, which all others can be made of. */
    JSON("conformance.json", (report, traces) -> Json.text(report)),
    /** The report for people. */
    HTML("conformance.html", (report, traces) -> new HtmlReport(report, traces).page()),
    /** For tools that read the Common Test Report Format: a test for each requirement. */
    CTRF("conformance.ctrf.json", (report, traces) -> Json.text(Ctrf.of(report))),
    /** For the summary of a CI step. */
    MARKDOWN("conformance.md", (report, traces) -> new MarkdownSummary(report).text()),
    /** What shields.io makes a badge of. */
    BADGE_JSON("conformance.badge.json", (report, traces) -> Json.text(Badge.of(report))),
    /** The badge itself. */
    BADGE_SVG("conformance.badge.svg", (report, traces) -> Badge.of(report).svg());

    private final String fileName;
    private final BiFunction<ConformanceReport, Map<String, Trace>, String> writer;

    ReportFormat(
            String fileName, BiFunction<ConformanceReport, Map<String, Trace>, String> writer) {
        this.fileName = fileName;
        this.writer = writer;
    }

    /** Its name in a report's folder. */
    public String fileName() {
        return fileName;
    }

    /** The report in this format, without what did not pass being drawn. */
    public String of(ConformanceReport report) {
        return of(report, Map.of());
    }

    /**
     * The report in this format.
     *
     * @param traces what those verifications that did not pass did and saw, by their ids
     */
    String of(ConformanceReport report, Map<String, Trace> traces) {
        return writer.apply(report, traces);
    }
}
