package dev.workerkit.benchmarks.report;

/** Text as HTML, and as SVG. */
public final class Markup {

    private Markup() {}

    /** Shows any text as it is. */
    public static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
