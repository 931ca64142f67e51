package dev.workerkit.tck.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * A report in a few words, as shields.io takes it.
 *
 * @param label the left text
 * @param message the right text
 * @param color of the right side
 * @param isError whether nobody may show it in another colour
 */
record Badge(String label, String message, String color, boolean isError) {

    private static final int MARGIN = 7;

    static Badge of(ConformanceReport report) {
        return new Badge(
                "workerkit " + report.specVersion(),
                message(report),
                color(report.outcome()),
                report.outcome().exitCode() != 0);
    }

    /** The only version that there is. */
    @JsonProperty
    int schemaVersion() {
        return 1;
    }

    private static String message(ConformanceReport report) {
        Tally must = report.summary().must();
        String count =
                switch (report.outcome()) {
                    case CONFORMANT, CONFORMANT_WITH_EXCLUSIONS, PARTIAL, INCONCLUSIVE ->
                            must.of(Verdict.PASSED) + " passed";
                    case NOT_CONFORMANT -> must.of(Verdict.FAILED) + " failed";
                    case TCK_FAILED -> report.summary().requirements(Verdict.ERROR) + " errors";
                };
        return lowerCase(report.headline()) + " · " + count;
    }

    /** White is legible on each of them. */
    private static String color(Outcome outcome) {
        return switch (outcome) {
            case CONFORMANT -> "#17733a";
            case CONFORMANT_WITH_EXCLUSIONS -> "#a65208";
            case PARTIAL -> "#1f5fbf";
            case NOT_CONFORMANT -> "#b4231f";
            case INCONCLUSIVE -> "#6b3fb0";
            case TCK_FAILED -> "#5f636d";
        };
    }

    /** The badge as an image. */
    String svg() {
        int left = width(label);
        int right = width(message);
        return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" role="img" \
        aria-label="%2$s: %3$s">
        <title>%2$s: %3$s</title>
        <clipPath id="r"><rect width="%1$d" height="20" rx="3"/></clipPath>
        <g clip-path="url(#r)"><rect width="%4$d" height="20" fill="#3d4047"/>\
        <rect x="%4$d" width="%5$d" height="20" fill="%6$s"/></g>
        <g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11">
        %7$s
        %8$s
        </g>
        </svg>
        """
                .formatted(
                        left + right,
                        Markup.text(label),
                        Markup.text(message),
                        left,
                        right,
                        color,
                        text(label, 0, left),
                        text(message, left, right));
    }

    private static String text(String text, int x, int width) {
        return "<text x=\"%d\" y=\"14\" textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\">%s</text>"
                .formatted(x + MARGIN, width - 2 * MARGIN, Markup.text(text));
    }

    /** What Verdana of 11 pixels takes, roughly; the text is drawn as wide as its side. */
    private static int width(String text) {
        double width =
                text.codePoints()
                        .mapToDouble(
                                character ->
                                        switch (character) {
                                            case ' ',
                                                    '.',
                                                    ',',
                                                    ':',
                                                    'i',
                                                    'j',
                                                    'l',
                                                    't',
                                                    'f',
                                                    'r',
                                                    '·' ->
                                                    4.2;
                                            case 'm', 'w', 'M', 'W' -> 10;
                                            default -> 6.9;
                                        })
                        .sum();
        return 2 * MARGIN + (int) Math.ceil(width);
    }

    private static String lowerCase(String words) {
        return words.startsWith("The ")
                ? words
                : words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1);
    }
}
