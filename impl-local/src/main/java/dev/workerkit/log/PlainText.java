package dev.workerkit.log;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes text of a line's bytes, such that no reader takes a part of it for a line of its own, and no
 * terminal that shows it lets it write over other lines (WRK-LOG-013).
 *
 * <p>What is not UTF-8 becomes U+FFFD. A control character becomes its picture (U+2400 and the
 * following); tabs stay, and so do escape sequences that do no more than set colours. The result is
 * no longer than {@value #MOST_GROWTH} times the line.
 */
final class PlainText {

    /** In UTF-8, from one byte to the three of a picture. */
    static final int MOST_GROWTH = 3;

    private static final char ESCAPE = '\u001b';
    private static final char DELETE = '\u007f';
    private static final char LAST_CONTROL = '\u009f';
    private static final char LINE_SEPARATOR = '\u2028';
    private static final char PARAGRAPH_SEPARATOR = '\u2029';

    private static final char PICTURES = '\u2400';
    private static final char PICTURE_OF_DELETE = '\u2421';
    private static final char PICTURE_OF_NEW_LINE = '\u2424';
    private static final char REPLACEMENT = '\ufffd';

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;:]*m");

    private PlainText() {}

    static String of(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        for (int i = 0; i < text.length(); i++) {
            if (isToBeReplaced(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static boolean isToBeReplaced(char c) {
        return c < ' ' && c != '\t'
                || c >= DELETE && c <= LAST_CONTROL
                || c == LINE_SEPARATOR
                || c == PARAGRAPH_SEPARATOR;
    }

    private static String replaced(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        Matcher colour = COLOUR.matcher(text);
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == ESCAPE && colour.region(i, text.length()).lookingAt()) {
                plain.append(text, i, colour.end());
                i = colour.end();
            } else {
                plain.append(isToBeReplaced(c) ? instead(c) : c);
                i++;
            }
        }
        return plain.toString();
    }

    private static char instead(char c) {
        if (c < ' ') {
            return (char) (PICTURES + c);
        }
        if (c == DELETE) {
            return PICTURE_OF_DELETE;
        }
        return c <= LAST_CONTROL ? REPLACEMENT : PICTURE_OF_NEW_LINE;
    }
}
