package dev.workerkit.shared;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Many masters, on one thread that spins. To a shared worker each introduces itself; the rest is the
 * same for any server that answers a frame by one of the same length. A master has one request under
 * way at a time.
 */
final class LoadClient implements AutoCloseable {

    private static final int PREFACE_BYTES = 8;
    private static final int HEADER_BYTES = 5;
    private static final byte HELLO = 1;
    private static final byte DATA = 2;

    private final Selector selector = Selector.open();
    private final List<Master> masters = new ArrayList<>();
    private final ByteBuffer input = ByteBuffer.allocateDirect(1 << 16);
    private Latencies latencies = new Latencies();
    private int waiting;
    private boolean atOnce;

    /**
     * Connects them, one after the other.
     *
     * @param introduced whether they say hello, and wait for that of the worker
     */
    LoadClient(SocketAddress server, int masters, int contentBytes, boolean introduced)
            throws IOException {
        for (int i = 0; i < masters; i++) {
            SocketChannel socket = SocketChannel.open(server);
            if (server instanceof InetSocketAddress) {
                socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            if (introduced) {
                introduce(socket);
            }
            socket.configureBlocking(false);
            Master master = new Master(socket, contentBytes);
            this.masters.add(master);
            socket.register(selector, SelectionKey.OP_READ, master);
        }
    }

    private static void introduce(SocketChannel socket) throws IOException {
        byte[] hello = "{\"role\":\"master\",\"codec\":\"bytes\"}".getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(PREFACE_BYTES + HEADER_BYTES + hello.length);
        out.put("WRKS".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put(new byte[3]);
        out.putInt(1 + hello.length).put(HELLO).put(hello).flip();
        while (out.hasRemaining()) {
            socket.write(out);
        }
        ByteBuffer start = filled(socket, PREFACE_BYTES + HEADER_BYTES);
        if (start.get(PREFACE_BYTES + HEADER_BYTES - 1) != HELLO) {
            throw new IOException("The worker did not say hello");
        }
        filled(socket, start.getInt(PREFACE_BYTES) - 1);
    }

    private static ByteBuffer filled(SocketChannel socket, int bytes) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(bytes);
        while (in.hasRemaining()) {
            if (socket.read(in) < 0) {
                throw new EOFException("The server closed the connection");
            }
        }
        return in;
    }

    /** Each master sends its next request as soon as it has the answer to the one before. */
    Latencies saturate(Duration time) throws IOException {
        latencies = new Latencies();
        atOnce = true;
        long end = System.nanoTime() + time.toNanos();
        for (Master master : masters) {
            master.request(System.nanoTime());
        }
        while (waiting > 0) {
            atOnce = System.nanoTime() - end < 0;
            selector.selectNow(this::read);
        }
        return latencies;
    }

    /**
     * So many requests a second in all, at even distances, the masters in turn. A time runs from when
     * the request was due, not from when it could be sent, so a server that falls behind is not spared:
     * there is no coordinated omission.
     */
    Latencies pace(Duration time, double requestsPerSecond) throws IOException {
        latencies = new Latencies();
        atOnce = false;
        double step = 1e9 / requestsPerSecond;
        long requests = Math.round(time.toNanos() / step);
        long start = System.nanoTime();
        for (long made = 0; made < requests || waiting > 0; ) {
            while (made < requests && System.nanoTime() - start >= made * step) {
                masters.get((int) (made % masters.size())).request(start + (long) (made * step));
                made++;
            }
            selector.selectNow(this::read);
        }
        return latencies;
    }

    private void read(SelectionKey key) {
        try {
            ((Master) key.attachment()).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Master master : masters) {
            master.socket.close();
        }
        selector.close();
    }

    private final class Master {
        private final SocketChannel socket;
        private final ByteBuffer frame;

        /** When the requests were due that are not answered; the first is under way. */
        private final Queue<Long> due = new ArrayDeque<>();

        private int missing;

        Master(SocketChannel socket, int contentBytes) {
            this.socket = socket;
            frame = ByteBuffer.allocateDirect(HEADER_BYTES + contentBytes);
            frame.putInt(1 + contentBytes).put(DATA).clear();
        }

        void request(long dueAt) throws IOException {
            due.add(dueAt);
            if (due.size() == 1) {
                waiting++;
                send();
            }
        }

        private void send() throws IOException {
            missing = frame.capacity();
            socket.write(frame.clear());
            if (frame.hasRemaining()) {
                throw new IOException("A socket takes less than a request");
            }
        }

        void read() throws IOException {
            int read = socket.read(input.clear());
            if (read < 0 || read > missing) {
                throw new IOException("The server closed the connection, or says too much");
            }
            missing -= read;
            if (missing > 0) {
                return;
            }
            long now = System.nanoTime();
            latencies.add(now - due.remove());
            if (atOnce) {
                due.add(now);
            }
            if (!due.isEmpty()) {
                send();
            } else {
                waiting--;
            }
        }
    }
}
