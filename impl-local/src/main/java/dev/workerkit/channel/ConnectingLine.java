package dev.workerkit.channel;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The worker's side of the line. It connects when it is first needed, for a worker that only finds
 * messages and never waits needs no socket. Its end is the death of the master.
 */
final class ConnectingLine implements Line {

    private final Path path;
    private final Runnable onGone;
    private final RingBytes rings = new RingBytes();
    private @Nullable SocketChannel socket;
    private boolean gone;

    /**
     * A line to the socket at this path.
     *
     * @param onGone is run, at least once, when the other side is gone
     */
    ConnectingLine(Path path, Runnable onGone) {
        this.path = path;
        this.onGone = onGone;
    }

    @Override
    public void open() {
        attempt(() -> connected());
    }

    @Override
    public void register(Selector selector) throws IOException {
        attempt(
                () -> {
                    SocketChannel current = connected();
                    if (current.keyFor(selector) == null) {
                        current.register(selector, SelectionKey.OP_READ);
                    }
                });
    }

    @Override
    public void drain() {
        attempt(
                () -> {
                    if (!rings.readAll(connected())) {
                        throw new IOException("The master has closed the line");
                    }
                });
    }

    @Override
    public void ring() {
        attempt(() -> rings.write(connected()));
    }

    private SocketChannel connected() throws IOException {
        SocketChannel current = socket;
        if (current == null) {
            current = SocketChannel.open(UnixDomainSocketAddress.of(path));
            current.configureBlocking(false);
            socket = current;
        }
        return current;
    }

    /** What may fail because the other side is gone. */
    private interface Exchange {
        void run() throws IOException;
    }

    private void attempt(Exchange exchange) {
        synchronized (this) {
            if (!gone) {
                try {
                    exchange.run();
                    return;
                } catch (IOException e) {
                    gone = true;
                    closeSocket();
                }
            }
        }
        onGone.run();
    }

    @Override
    public synchronized void close() {
        gone = true;
        closeSocket();
    }

    private void closeSocket() {
        SocketChannel current = socket;
        socket = null;
        Sockets.closeQuietly(current);
    }
}
