package dev.workerkit.tck.wire;

import dev.workerkit.WorkerAddress;
import dev.workerkit.tck.TckSession;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * One end of a connection, and the bytes on it: it knows how frames are cut, and nothing else of the
 * wire protocol. An end that the other side has reset reads as an end. Used by one thread.
 */
public final class WireEnd implements Closeable {

    /** What each side begins with. */
    public static final byte[] PREFACE = {'W', 'R', 'K', 'S', 1, 0, 0, 0};

    private static final Duration USUAL = Duration.ofSeconds(10);

    private final SocketChannel socket;
    private final Selector selector;
    private final Duration patience;

    /** What was received and not yet taken, from 0 to its position. */
    private ByteBuffer received = ByteBuffer.allocate(1 << 16);

    private boolean ended;

    private WireEnd(SocketChannel socket) throws IOException {
        this.socket = socket;
        TckSession session = TckSession.current();
        // Also if its verification fails, or is given up, before it can close it.
        session.closeAtEnd(this);
        this.patience = session.patience(USUAL);
        socket.configureBlocking(false);
        selector = Selector.open();
        socket.register(selector, 0);
    }

    /**
     * Connects to somebody who must be there.
     *
     * @throws AssertionError if nobody listens
     */
    public static WireEnd to(WorkerAddress address) {
        try {
            return new WireEnd(SocketChannel.open(socketAddress(address)));
        } catch (IOException e) {
            throw new AssertionError("nobody listens at " + address + ": " + e, e);
        }
    }

    /** The end of a connection that was accepted. */
    public static WireEnd of(SocketChannel accepted) {
        try {
            return new WireEnd(accepted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether somebody takes connections there. */
    public static boolean listens(WorkerAddress address) {
        try (SocketChannel open = SocketChannel.open(socketAddress(address))) {
            return open.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public static SocketAddress socketAddress(WorkerAddress address) {
        if (address instanceof WorkerAddress.Unix unix) {
            return UnixDomainSocketAddress.of(unix.path());
        }
        if (address instanceof WorkerAddress.Tls tls) {
            return new InetSocketAddress(tls.host(), tls.port());
        }
        WorkerAddress.Tcp tcp = (WorkerAddress.Tcp) address;
        return new InetSocketAddress(tcp.host(), tcp.port());
    }

    /** Sends all of it, unless the connection ends before. */
    public WireEnd send(byte... bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        int before = bytes.length;
        while (rest.hasRemaining() && !ended) {
            offer(rest, patience);
            if (rest.remaining() == before && !ended) {
                throw new AssertionError(
                        "nothing more is read: " + before + " bytes could not be sent");
            }
            before = rest.remaining();
        }
        return this;
    }

    /** Sends a frame. */
    public WireEnd send(WireFrame frame) {
        return send(frame.bytes());
    }

    /** Sends a frame with a text as its content. */
    public WireEnd send(int type, String content) {
        return send(WireFrame.of(type, content));
    }

    /** Sends as much as is taken at once, or as soon as something is, within this time. */
    public void offer(ByteBuffer bytes, Duration limit) {
        try {
            if (socket.write(bytes) == 0 && ready(SelectionKey.OP_WRITE, limit)) {
                socket.write(bytes);
            }
        } catch (IOException e) {
            // Broken; what the other side said before can still be read.
            ended = true;
        }
    }

    /** The other side's first bytes; fewer if it ends before. */
    public byte[] preface() {
        return take(PREFACE.length);
    }

    /** The next frame, or nothing if the connection has ended, in the middle of one too. */
    public Optional<WireFrame> next() {
        byte[] length = take(Integer.BYTES);
        if (length.length < Integer.BYTES) {
            return Optional.empty();
        }
        int size = ByteBuffer.wrap(length).getInt();
        if (size < 1) {
            throw new AssertionError("a frame of the length " + size);
        }
        byte[] frame = take(size);
        return frame.length < size
                ? Optional.empty()
                : Optional.of(new WireFrame(frame[0], Arrays.copyOfRange(frame, 1, size)));
    }

    /** The next frame, which must come. */
    public WireFrame frame() {
        return next().orElseThrow(() -> new AssertionError("the connection has ended"));
    }

    /** Whether something has come, or the end, within this time. */
    public boolean hears(Duration limit) {
        return received.position() > 0 || receive(limit);
    }

    /** Reads until the other side ends, whatever it says. */
    public void awaitEnd() {
        do {
            received.clear();
        } while (receive(patience));
    }

    private byte[] take(int count) {
        while (received.position() < count && receive(patience)) {
            // The rest comes.
        }
        byte[] taken = new byte[Math.min(count, received.position())];
        received.flip().get(taken);
        received.compact();
        return taken;
    }

    /** Waits for more, and returns whether there is some. */
    private boolean receive(Duration limit) {
        if (!received.hasRemaining()) {
            received = ByteBuffer.allocate(2 * received.capacity()).put(received.flip());
        }
        try {
            int count = socket.read(received);
            if (count == 0) {
                if (!ready(SelectionKey.OP_READ, limit)) {
                    return nothing(limit);
                }
                count = socket.read(received);
            }
            ended |= count < 0;
            return count >= 0;
        } catch (IOException e) {
            ended = true;
            return false;
        }
    }

    private boolean nothing(Duration limit) {
        if (limit.equals(patience)) {
            throw new AssertionError("nothing came within " + limit + ", not even the end");
        }
        return false;
    }

    private boolean ready(int operation, Duration limit) throws IOException {
        socket.keyFor(selector).interestOps(operation);
        selector.selectedKeys().clear();
        return selector.select(Math.max(1, limit.toMillis())) > 0;
    }

    /** Sends nothing more; what comes can still be read. */
    public void shutdownOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            ended = true;
        }
    }

    /** Breaks the connection off; over TCP the other side reads a reset. */
    public void reset() {
        try {
            if (!(socket.getRemoteAddress() instanceof UnixDomainSocketAddress)) {
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            ended = true;
        }
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For the report of a failure: what is not yet taken. */
    @Override
    public String toString() {
        return new String(received.array(), 0, received.position(), StandardCharsets.ISO_8859_1);
    }
}
