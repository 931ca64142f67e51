package dev.workerkit.tck.report;

import java.util.function.Function;

/** What each run writes. */
public enum ReportFormat {
    /** The report for programs, which all others can be made of. */
    JSON("conformance.json", Json::text),
    /** The report for people. */
    HTML("conformance.html", report -> new HtmlReport(report).page()),
    /** For tools that read the Common Test Report Format: a test for each requirement. */
    CTRF("conformance.ctrf.json", report -> Json.text(Ctrf.of(report))),
    /** For the summary of a CI step. */
    MARKDOWN("conformance.md", report -> new MarkdownSummary(report).text()),
    /** What shields.io makes a badge of. */
    BADGE_JSON("conformance.badge.json", report -> Json.text(Badge.of(report))),
    /** The badge itself. */
    BADGE_SVG("conformance.badge.svg", report -> Badge.of(report).svg());

    private final String fileName;
    private final Function<ConformanceReport, String> writer;

    ReportFormat(String fileName, Function<ConformanceReport, String> writer) {
        this.fileName = fileName;
        this.writer = writer;
    }

    /** Its name in a report's folder. */
    public String fileName() {
        return fileName;
    }

    /** The report in this format. */
    public String of(ConformanceReport report) {
        return writer.apply(report);
    }
}
