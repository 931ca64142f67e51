package dev.workerkit.control;

import java.nio.charset.StandardCharsets;

/**
 * Writes a message with one text without the JSON library: a worker that tells how its start goes
 * would otherwise wait for that to load before it is ready.
 */
final class TextLine {

    private static final String HEX = "0123456789abcdef";

    private TextLine() {}

    /** The line, with its end; type and field are plain words. */
    static byte[] of(String type, String field, String text) {
        StringBuilder line = new StringBuilder(text.length() + 40);
        line.append("{\"type\":\"").append(type).append("\",\"").append(field).append("\":\"");
        for (int i = 0; i < text.length(); i++) {
            append(text.charAt(i), line);
        }
        return line.append("\"}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(char c, StringBuilder line) {
        if (c < ' ') {
            line.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        } else if (c == '"' || c == '\\') {
            line.append('\\').append(c);
        } else {
            line.append(c);
        }
    }
}
