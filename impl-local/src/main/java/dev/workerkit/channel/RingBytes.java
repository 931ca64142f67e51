package dev.workerkit.channel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Rings over a non-blocking socket. Not thread-safe. */
final class RingBytes {

    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(1);
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(64);

    void write(SocketChannel socket) throws IOException {
        outgoing.clear();
        // If nothing was written, the socket is full of rings that were not yet heard: enough.
        socket.write(outgoing);
    }

    /** Reads all that is there; false at the end of the stream. */
    boolean readAll(SocketChannel socket) throws IOException {
        while (true) {
            incoming.clear();
            int count = socket.read(incoming);
            if (count < incoming.capacity()) {
                return count >= 0;
            }
        }
    }
}
