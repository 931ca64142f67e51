package dev.workerkit.control;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Cuts what arrives into lines. A line that is not yet complete is kept for the next bytes. */
final class LineSplitter {

    /** The longest line, in bytes, without its end. */
    static final int LONGEST_LINE = 64 * 1024;

    /** Takes a line without its end; the bytes are valid only during the call. */
    interface LineSink {
        void line(byte[] bytes, int length) throws ProtocolException;
    }

    private byte[] line = new byte[256];
    private int length;

    void feed(ByteBuffer bytes, LineSink sink) throws ProtocolException {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next != '\n') {
                append(next);
            } else {
                int complete = length;
                length = 0;
                if (!isBlank(complete)) {
                    sink.line(line, complete);
                }
            }
        }
    }

    private void append(byte next) throws ProtocolException {
        if (length == LONGEST_LINE) {
            throw new ProtocolException("it sent a line over " + LONGEST_LINE + " bytes");
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.min(2 * length, LONGEST_LINE));
        }
        line[length++] = next;
    }

    /** Blank lines mean nothing; they come easily from a shell. */
    private boolean isBlank(int end) {
        for (int i = 0; i < end; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
