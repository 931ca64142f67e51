package dev.workerkit.tck.harness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines of UTF-8 that end with a line feed, and of which none is longer than a limit. */
final class Lines {

    /** A line was longer than the limit. */
    static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLongException(String message) {
            super(message);
        }
    }

    private final InputStream bytes;
    private final int most;

    Lines(InputStream bytes, int most) {
        this.bytes = new BufferedInputStream(bytes, 1 << 16);
        this.most = most;
    }

    /** The next line, or null at the end; what is there of an unfinished one counts as a line. */
    @Nullable String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = bytes.read(); b != '\n'; b = bytes.read()) {
            if (b < 0) {
                return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
            }
            if (line.size() == most) {
                throw new TooLongException(
                        "a line of more than "
                                + most
                                + " bytes, which begins with "
                                + Excerpt.of(line.toString(StandardCharsets.UTF_8)));
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
