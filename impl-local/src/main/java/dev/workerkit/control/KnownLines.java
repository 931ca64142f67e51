package dev.workerkit.control;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the orders that a master gives most, as this project's master writes them. The first
 * use of the JSON library takes tens of milliseconds, which a stop should not wait for; whatever is
 * not recognized here is left to it.
 */
final class KnownLines {

    private static final byte[] PAUSE = bytes("{\"type\":\"pause\"}");
    private static final byte[] RESUME = bytes("{\"type\":\"resume\"}");
    private static final byte[] STOP = bytes("{\"type\":\"stop\",\"graceMillis\":");
    private static final int MOST_DIGITS = 18;

    private KnownLines() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The type of the order, or null if it is another message or written otherwise. */
    static @Nullable String order(byte[] line, int length) {
        if (length == PAUSE.length && startsWith(line, PAUSE)) {
            return "pause";
        }
        if (length == RESUME.length && startsWith(line, RESUME)) {
            return "resume";
        }
        return graceMillis(line, length) >= 0 ? "stop" : null;
    }

    /** The grace of a stop, or -1 if it is another message or written otherwise. */
    static long graceMillis(byte[] line, int length) {
        int digits = length - STOP.length - 1;
        if (digits < 1
                || digits > MOST_DIGITS
                || line[length - 1] != '}'
                || !startsWith(line, STOP)) {
            return -1;
        }
        long millis = 0;
        for (int i = STOP.length; i < length - 1; i++) {
            if (line[i] < '0' || line[i] > '9') {
                return -1;
            }
            millis = 10 * millis + line[i] - '0';
        }
        return millis;
    }

    private static boolean startsWith(byte[] line, byte[] start) {
        for (int i = 0; i < start.length; i++) {
            if (line[i] != start[i]) {
                return false;
            }
        }
        return true;
    }
}
