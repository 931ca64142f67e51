package dev.workerkit.channel;

import java.io.IOException;
import java.net.StandardProtocolFamily;
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
        try {
            connect();
        } catch (IOException e) {
            lose();
        }
    }

    @Override
    public void register(Selector selector) {
        try {
            registerAt(selector);
        } catch (IOException e) {
            lose();
        }
    }

    @Override
    public void drain() {
        try {
            if (!hear()) {
                lose();
            }
        } catch (IOException e) {
            lose();
        }
    }

    @Override
    public void ring() {
        try {
            say();
        } catch (IOException e) {
            lose();
        }
    }

    private synchronized @Nullable SocketChannel connect() throws IOException {
        if (socket == null && !gone) {
            SocketChannel opened = SocketChannel.open(StandardProtocolFamily.UNIX);
            socket = opened;
            opened.configureBlocking(false);
            opened.connect(UnixDomainSocketAddress.of(path));
        }
        return socket;
    }

    private synchronized void registerAt(Selector selector) throws IOException {
        SocketChannel current = connect();
        if (current != null && current.keyFor(selector) == null) {
            current.register(selector, SelectionKey.OP_READ);
        }
    }

    private synchronized boolean hear() throws IOException {
        SocketChannel current = connect();
        return current == null || rings.readAll(current);
    }

    private synchronized void say() throws IOException {
        SocketChannel current = connect();
        if (current != null) {
            rings.write(current);
        }
    }

    private void lose() {
        close();
        onGone.run();
    }

    @Override
    public synchronized void close() {
        gone = true;
        Sockets.closeQuietly(socket);
        socket = null;
    }
}
