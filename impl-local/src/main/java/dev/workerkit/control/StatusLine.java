package dev.workerkit.control;

import java.nio.charset.StandardCharsets;

/**
 * Writes a status message without the JSON library: a worker that tells how its start goes would
 * otherwise wait for that to load before it is ready.
 */
final class StatusLine {

    private static final String HEX = "0123456789abcdef";

    private StatusLine() {}

    static byte[] of(String text) {
        StringBuilder line = new StringBuilder(text.length() + 40);
        line.append("{\"type\":\"status\",\"text\":\"");
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
