package dev.workerkit.remote;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Receives frames, for one thread, and notes when something came last. */
final class FrameReader {

    private static final int BUFFER_BYTES = 16 * 1024;

    /**
     * A frame.
     *
     * @param body all of it
     */
    record Frame(FrameType type, ByteBuffer body) {

        /** Its body's bytes, for those who want an array. */
        byte[] bytes() {
            return body.array();
        }

        /** The body, which must take this much. */
        ByteBuffer body(int length) throws ProtocolException {
            if (body.limit() < length) {
                throw new ProtocolException(
                        "a frame of the type " + type + " has only " + body.limit() + " bytes");
            }
            return body;
        }
    }

    private final DataInputStream in;
    private final int longest;
    private volatile long heardNanos = System.nanoTime();

    /**
     * Receives from a stream.
     *
     * @param longest how long the body of a frame may be
     */
    FrameReader(InputStream socket, int longest) {
        this.in = new DataInputStream(new BufferedInputStream(new Noting(socket), BUFFER_BYTES));
        this.longest = longest;
    }

    /** Notes each arrival, so that a long frame on a slow line is no silence. */
    private final class Noting extends FilterInputStream {

        Noting(InputStream socket) {
            super(socket);
        }

        @Override
        public int read() throws IOException {
            throw new UnsupportedOperationException("It is read in portions");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = in.read(into, offset, length);
            heardNanos = System.nanoTime();
            return count;
        }
    }

    /** For how long nothing has come, in nanoseconds. Any thread may ask. */
    long silentNanos() {
        return System.nanoTime() - heardNanos;
    }

    /**
     * The next frame, when it comes.
     *
     * @throws EOFException if the connection has ended
     */
    Frame next() throws IOException {
        FrameType type = FrameType.of(in.readByte());
        int length = in.readInt();
        if (length < 0 || length > longest) {
            throw new ProtocolException(
                    "a frame of the type "
                            + type
                            + " has "
                            + Integer.toUnsignedString(length)
                            + " bytes and may have "
                            + longest);
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return new Frame(type, ByteBuffer.wrap(body));
    }
}
