package dev.workerkit.benchmarks.report;

/** Text as HTML, and as SVG. */
final class Markup {

    private Markup() {}

    /** Shows any text as it is. */
    static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
