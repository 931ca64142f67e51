package dev.workerkit.benchmarks.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;

/** Messages with their lengths before them on a stream socket. */
final class SocketLink implements Link {

    private static final int LENGTH_BYTES = Integer.BYTES;
    private static final int BUFFER = 128 << 10;

    private final SocketChannel channel;
    private final ByteBuffer header = direct(LENGTH_BYTES);
    private final ByteBuffer[] frame = {header, header};
    private final ByteBuffer in = direct(BUFFER).limit(0);

    /** Looks without a pause, or sleeps in the kernel. */
    SocketLink(SocketChannel channel, Waiting waiting) throws IOException {
        this.channel = channel;
        channel.configureBlocking(waiting == Waiting.DEFAULT);
        if (channel.getRemoteAddress() instanceof InetSocketAddress) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    @Override
    public void send(ByteBuffer message) throws IOException {
        int start = message.position();
        header.clear();
        header.putInt(0, message.remaining());
        frame[1] = message;
        // In one call, without copying the message before the kernel does.
        channel.write(frame);
        while (message.hasRemaining()) {
            Looking.pause();
            channel.write(frame);
        }
        message.position(start);
    }

    @Override
    public boolean receive(ByteBuffer into) throws IOException {
        if (!fill(LENGTH_BYTES)) {
            return false;
        }
        int length = in.getInt();
        into.clear();
        into.limit(length);
        int here = Math.min(length, in.remaining());
        into.put(0, in, in.position(), here);
        in.position(in.position() + here);
        into.position(here);
        while (into.hasRemaining()) {
            if (read(into) < 0) {
                throw new IOException("The far end has gone in the middle of a message");
            }
        }
        into.position(0);
        return true;
    }

    /** Reads until there are so many bytes, and maybe more. */
    private boolean fill(int bytes) throws IOException {
        if (in.remaining() >= bytes) {
            return true;
        }
        in.compact();
        while (in.position() < bytes) {
            if (read(in) < 0) {
                return false;
            }
        }
        in.flip();
        return true;
    }

    private int read(ByteBuffer into) throws IOException {
        int read = channel.read(into);
        if (read == 0) {
            Looking.pause();
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
