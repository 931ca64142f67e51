package dev.workerkit.log;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Splits bytes into lines, however they come in. A line ends with LF or CR LF; one that is longer
 * than the limit is cut into pieces, so that a worker that writes no line ends needs no memory.
 */
final class LineSplitter {

    private final int limit;
    private final Consumer<byte[]> lines;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private boolean carriageReturn;

    LineSplitter(int limit, Consumer<byte[]> lines) {
        this.limit = limit;
        this.lines = lines;
    }

    void accept(byte[] bytes, int length) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                append(bytes, start, i - start);
                endLine();
                start = i + 1;
            }
        }
        append(bytes, start, length - start);
    }

    /** The end of all bytes: what is left is a line too. */
    void finish() {
        if (carriageReturn || pending.size() > 0) {
            endLine();
        }
    }

    private void append(byte[] bytes, int offset, int length) {
        int from = offset;
        int left = length;
        if (left > 0 && carriageReturn) {
            // It did not end a line, so it belongs to it.
            carriageReturn = false;
            pending.write('\r');
        }
        if (left > 0 && bytes[from + left - 1] == '\r') {
            carriageReturn = true;
            left--;
        }
        while (left > 0) {
            if (pending.size() >= limit) {
                flush();
            }
            int part = Math.min(left, limit - pending.size());
            pending.write(bytes, from, part);
            from += part;
            left -= part;
        }
    }

    private void endLine() {
        carriageReturn = false;
        flush();
    }

    private void flush() {
        lines.accept(pending.toByteArray());
        pending.reset();
    }
}
