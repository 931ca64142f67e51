package dev.workerkit.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** A worker's open connection at the master. Used by the selector thread alone. */
final class Connection {

    /** A worker that lets more than this lie unread is dropped. */
    static final int MOST_UNREAD = 1 << 20;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final LineSplitter lines = new LineSplitter();
    private final Deque<ByteBuffer> unwritten = new ArrayDeque<>();
    private int unwrittenBytes;
    private boolean deaf;

    Connection(SocketChannel channel, Selector selector, Object attachment) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, attachment);
    }

    /**
     * Takes what has arrived, at most one buffer, so that every worker gets its turn.
     *
     * @return whether the other side is still there
     */
    boolean read(ByteBuffer buffer, LineSplitter.LineSink sink)
            throws IOException, ProtocolException {
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        lines.feed(buffer, sink);
        return count >= 0;
    }

    void write(byte[] line) throws ProtocolException {
        if (deaf) {
            return;
        }
        unwritten.add(ByteBuffer.wrap(line));
        unwrittenBytes += line.length;
        flush();
        if (unwrittenBytes > MOST_UNREAD) {
            throw new ProtocolException("it left over " + MOST_UNREAD + " bytes unread");
        }
    }

    void flush() {
        try {
            while (!unwritten.isEmpty()) {
                ByteBuffer next = unwritten.getFirst();
                unwrittenBytes -= channel.write(next);
                if (next.hasRemaining()) {
                    key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                    return;
                }
                unwritten.removeFirst();
            }
        } catch (IOException e) {
            // What it said last may still lie there to be read; the end comes after that.
            deaf = true;
            unwritten.clear();
            unwrittenBytes = 0;
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The kernel releases it all the same.
        }
    }
}
