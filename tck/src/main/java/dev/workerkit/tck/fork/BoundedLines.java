package dev.workerkit.tck.fork;

import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;

/** Lines of what may have none for gigabytes: one that is too long comes in parts. */
final class BoundedLines {

    private static final int LONGEST = 4096;

    private BoundedLines() {}

    /** Reads until the end, which may be in the middle of a line. */
    static void read(Reader from, Consumer<? super String> to) throws IOException {
        StringBuilder line = new StringBuilder();
        try {
            char[] some = new char[8192];
            for (int n = from.read(some); n >= 0; n = from.read(some)) {
                for (int i = 0; i < n; i++) {
                    if (some[i] == '\n' || line.length() == LONGEST) {
                        to.accept(withoutReturn(line));
                        line.setLength(0);
                    }
                    if (some[i] != '\n') {
                        line.append(some[i]);
                    }
                }
            }
        } finally {
            if (line.length() > 0) {
                to.accept(line.toString());
            }
        }
    }

    private static String withoutReturn(StringBuilder line) {
        int last = line.length() - 1;
        return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
    }
}
