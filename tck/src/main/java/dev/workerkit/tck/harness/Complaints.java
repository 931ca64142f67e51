package dev.workerkit.tck.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What a harness writes to its standard error: passed on, each line with the harness's name before
 * it, and the last ones kept for who wonders why it died. However much it is, it holds up nobody.
 */
final class Complaints {

    private static final int LONGEST = 4096;
    private static final int SHOWN = 200;
    private static final int KEPT = 20;

    private final String prefix;
    private final PrintStream out;
    private final Deque<String> last = new ArrayDeque<>();
    private long count;

    Complaints(String prefix, PrintStream out) {
        this.prefix = prefix;
        this.out = out;
    }

    /** Reads until the end; to be run on a thread of its own. */
    void read(InputStream errors) {
        StringBuilder line = new StringBuilder();
        try (errors) {
            byte[] some = new byte[8192];
            for (int n = errors.read(some); n >= 0; n = errors.read(some)) {
                for (int i = 0; i < n; i++) {
                    if (some[i] == '\n' || line.length() == LONGEST) {
                        end(line);
                    }
                    if (some[i] != '\n') {
                        line.append((char) (some[i] & 0xFF));
                    }
                }
            }
        } catch (IOException e) {
            // Its process was killed.
        }
        if (line.length() > 0) {
            end(line);
        }
    }

    private synchronized void end(StringBuilder line) {
        String text =
                new String(
                        line.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                        java.nio.charset.StandardCharsets.UTF_8);
        line.setLength(0);
        count++;
        last.addLast(text);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
        if (count <= SHOWN) {
            out.println(prefix + text);
        } else if (count == SHOWN + 1) {
            out.println(prefix + "(more than " + SHOWN + " lines; the rest is not shown)");
        }
    }

    synchronized List<String> last() {
        return List.copyOf(last);
    }
}
