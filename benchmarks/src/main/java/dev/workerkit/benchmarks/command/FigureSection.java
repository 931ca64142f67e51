package dev.workerkit.benchmarks.command;

import java.util.function.Function;

/** The part of a Markdown file that holds the figures of a report. */
final class FigureSection {

    private static final String END = "<!-- /bench figures -->";

    /** Which figures. */
    enum Kind {
        /** All. */
        FULL("<!-- bench figures -->\n", Committed::full),
        /** Those that matter most. */
        BRIEF("<!-- bench figures --brief -->\n", Committed::brief);

        private final String begin;
        private final Function<Committed, String> writing;

        Kind(String begin, Function<Committed, String> writing) {
            this.begin = begin;
            this.writing = writing;
        }

        String figures(Committed report) {
            return writing.apply(report);
        }
    }

    private FigureSection() {}

    /**
     * The text with the figures of this report instead of those that are there.
     *
     * @throws IllegalArgumentException if there is no place for them; the message says what to do
     */
    static String filled(String text, Committed report) {
        for (Kind kind : Kind.values()) {
            int begin = text.indexOf(kind.begin);
            int end = text.indexOf(END, Math.max(0, begin));
            if (begin >= 0 && end >= 0) {
                return text.substring(0, begin + kind.begin.length())
                        + kind.figures(report)
                        + text.substring(end);
            }
        }
        throw new IllegalArgumentException(
                "There is no place for figures; put the lines "
                        + Kind.FULL.begin.strip()
                        + " and "
                        + END
                        + " where they belong");
    }

    /** Whether there is a place for figures, and none are there. */
    static boolean isEmpty(String text) {
        return text.contains(Kind.FULL.begin + END) || text.contains(Kind.BRIEF.begin + END);
    }
}
