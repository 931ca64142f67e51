package dev.workerkit.tck.report;

import java.util.regex.Pattern;

/** Text as HTML. */
final class Markup {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private Markup() {}

    /** Shows any text as it is. Characters that no HTML page may contain are replaced. */
    static String text(String plain) {
        StringBuilder html = new StringBuilder(plain.length() + 16);
        plain.codePoints()
                .forEach(
                        character -> {
                            switch (character) {
                                case '&' -> html.append("&amp;");
                                case '<' -> html.append("&lt;");
                                case '>' -> html.append("&gt;");
                                case '"' -> html.append("&quot;");
                                case '\'' -> html.append("&#39;");
                                default -> html.appendCodePoint(shown(character));
                            }
                        });
        return html.toString();
    }

    /** Shows text of the specification: what stands between back-ticks as code. */
    static String specification(String plain) {
        return CODE.matcher(text(plain)).replaceAll("<code>$1</code>");
    }

    private static int shown(int character) {
        boolean whitespace = character == '\n' || character == '\t';
        boolean surrogate = character >= Character.MIN_SURROGATE && character <= 0xDFFF;
        boolean control = Character.isISOControl(character) && !whitespace;
        return control || surrogate ? 0xFFFD : character;
    }
}
