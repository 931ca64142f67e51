package dev.workerkit.log;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Splits bytes into lines, however they come in. A line ends with LF or CR LF; one that is longer
 * than the limit is cut into pieces, between characters of UTF-8 if it is that, so that a worker that
 * writes no line ends needs no memory.
 */
final class LineSplitter {

    private static final int LONGEST_CHARACTER = 4;

    /** A worker that wrote a long line once does not keep the memory for it. */
    private static final int MOST_KEPT = 4096;

    private final int limit;
    private final Consumer<byte[]> lines;
    private ByteArrayOutputStream pending = new ByteArrayOutputStream();
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
            if (pending.size() >= limit) {
                cut();
            }
            pending.write('\r');
        }
        if (left > 0 && bytes[from + left - 1] == '\r') {
            carriageReturn = true;
            left--;
        }
        while (left > 0) {
            if (pending.size() >= limit) {
                cut();
            }
            int part = Math.min(left, limit - pending.size());
            pending.write(bytes, from, part);
            from += part;
            left -= part;
        }
    }

    private void endLine() {
        carriageReturn = false;
        lines.accept(pending.toByteArray());
        reset();
    }

    /** Hands on what there is, but for the beginning of a character that is not complete. */
    private void cut() {
        byte[] all = pending.toByteArray();
        int end = lastBoundary(all);
        lines.accept(Arrays.copyOf(all, end));
        reset();
        pending.write(all, end, all.length - end);
    }

    private void reset() {
        if (pending.size() > MOST_KEPT) {
            pending = new ByteArrayOutputStream();
        } else {
            pending.reset();
        }
    }

    private static int lastBoundary(byte[] bytes) {
        for (int back = 1; back < LONGEST_CHARACTER && back < bytes.length; back++) {
            int lead = bytes[bytes.length - back] & 0xff;
            if (lead < 0x80) {
                break;
            }
            if (lead >= 0xc0) {
                int needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
                return needed > back ? bytes.length - back : bytes.length;
            }
        }
        return bytes.length;
    }
}
