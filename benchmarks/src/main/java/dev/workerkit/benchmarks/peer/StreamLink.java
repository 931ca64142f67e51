package dev.workerkit.benchmarks.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Messages with their lengths before them on a stream in each direction. */
final class StreamLink implements Link {

    private static final int LENGTH_BYTES = Integer.BYTES;

    private final InputStream in;
    private final OutputStream out;
    private final ByteBuffer sent = heap();
    private final ByteBuffer received = heap();

    StreamLink(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    private static ByteBuffer heap() {
        return ByteBuffer.allocate(LENGTH_BYTES + Message.LARGEST).order(ByteOrder.nativeOrder());
    }

    @Override
    public void send(ByteBuffer message) throws IOException {
        int length = message.remaining();
        sent.putInt(0, length);
        sent.put(LENGTH_BYTES, message, message.position(), length);
        out.write(sent.array(), 0, LENGTH_BYTES + length);
        out.flush();
    }

    @Override
    public boolean receive(ByteBuffer into) throws IOException {
        if (in.readNBytes(received.array(), 0, LENGTH_BYTES) < LENGTH_BYTES) {
            return false;
        }
        int length = received.getInt(0);
        if (in.readNBytes(received.array(), LENGTH_BYTES, length) < length) {
            throw new IOException("The far end has gone in the middle of a message");
        }
        into.clear();
        into.put(0, received, LENGTH_BYTES, length);
        into.limit(length);
        return true;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
