package dev.workerkit.tck.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What a harness writes to its standard error: its first lines passed on, each with the harness's name before
 * it, and the last ones kept for who wonders why it died. However much it is, it holds up nobody.
 */
final class Complaints {

    private static final int LONGEST = 200;
    private static final int SHOWN = 20;
    private static final int KEPT = 5;

    private final String prefix;
    private final PrintStream out;
    private final Deque<String> last = new ArrayDeque<>();

    /** The begin of the line that is being read. */
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private long length;
    private long count;

    Complaints(String prefix, PrintStream out) {
        this.prefix = prefix;
        this.out = out;
    }

    /** Reads until the end; to be run on a thread of its own. */
    void read(InputStream errors) {
        try (errors) {
            byte[] some = new byte[8192];
            for (int n = errors.read(some); n >= 0; n = errors.read(some)) {
                for (int i = 0; i < n; i++) {
                    take(some[i]);
                }
            }
        } catch (IOException e) {
            // Its process was killed.
        }
        if (length > 0) {
            end();
        }
    }

    private void take(byte next) {
        if (next == '\n') {
            end();
        } else if (length++ < LONGEST) {
            line.write(next);
        }
    }

    private synchronized void end() {
        String text =
                line.toString(StandardCharsets.UTF_8)
                        + (length > LONGEST ? "… (" + length + " bytes)" : "");
        line.reset();
        length = 0;
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
