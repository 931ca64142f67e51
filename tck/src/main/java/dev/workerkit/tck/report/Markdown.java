package dev.workerkit.tck.report;

/** Text as GitHub's Markdown, on one line of a table. */
final class Markdown {

    private Markdown() {}

    /** Any text as it is. */
    static String plain(String text) {
        return Markup.text(text.strip().replaceAll("\\s+", " "))
                .replaceAll("([\\\\`*_\\[\\]|~$])", "\\\\$1");
    }

    /** Text of the specification: what stands between back-ticks is code. */
    static String specification(String text) {
        return Markup.specification(text).replaceAll("([\\\\*_\\[\\]|~$])", "\\\\$1");
    }
}
