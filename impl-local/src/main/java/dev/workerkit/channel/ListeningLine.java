package dev.workerkit.channel;

import dev.workerkit.WorkerException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The master's side of the line: a listening socket for each incarnation, which that incarnation
 * connects to when it first needs it.
 */
final class ListeningLine implements Line {

    /** What the address of a Unix domain socket can hold. */
    private static final int LONGEST_PATH = 107;

    /** No longer than any name that it becomes. */
    private static final String UNFINISHED = "bell";

    private final RingBytes rings = new RingBytes();
    private @Nullable Path path;
    private @Nullable ServerSocketChannel server;
    private @Nullable SocketChannel socket;

    /** What a thread sleeps in, or is about to, that listens to what was open then. */
    private @Nullable Selector listening;

    /** Listens for the next incarnation at this path. */
    synchronized void listen(Path at) {
        hangUp();
        int length = at.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH) {
            throw new WorkerException(
                    "Can't listen at "
                            + at
                            + ": the path takes "
                            + length
                            + " bytes and a socket's may take "
                            + LONGEST_PATH
                            + "; use a shorter directory");
        }
        try {
            ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server = opened;
            path = at;
            opened.configureBlocking(false);
            // A worker that finds it connects at once, and takes a refusal for its master's death.
            Path unfinished = at.resolveSibling(UNFINISHED);
            Files.deleteIfExists(unfinished);
            opened.bind(UnixDomainSocketAddress.of(unfinished));
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
            FolderOwner.give(unfinished);
            Files.move(unfinished, at, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            hangUp();
            throw new WorkerException("Can't listen at " + at + ": " + e.getMessage(), e);
        }
    }

    /** Forgets the incarnation. */
    synchronized void hangUp() {
        Sockets.closeQuietly(server);
        Sockets.closeQuietly(socket);
        server = null;
        socket = null;
        if (path != null) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // It goes with its directory.
            }
            path = null;
        }
    }

    @Override
    public void open() {
        // The worker connects before it rings, and the server's backlog keeps the connection.
    }

    @Override
    public synchronized void register(Selector selector) throws IOException {
        listening = selector;
        if (server != null && server.keyFor(selector) == null) {
            server.register(selector, SelectionKey.OP_ACCEPT);
        }
        if (socket != null && socket.keyFor(selector) == null) {
            socket.register(selector, SelectionKey.OP_READ);
        }
    }

    @Override
    public synchronized void drain() {
        try {
            accept();
            if (socket != null && !rings.readAll(socket)) {
                dropConnection();
            }
        } catch (IOException e) {
            dropConnection();
        }
    }

    @Override
    public synchronized void ring() {
        try {
            if (accept() && listening != null) {
                // Who listens does so for the connection, which is here now, and not yet to it.
                listening.wakeup();
            }
            if (socket != null) {
                rings.write(socket);
            }
        } catch (IOException e) {
            // The worker is gone and hears nothing any more.
            dropConnection();
        }
    }

    /** Whether the worker has connected now. */
    private boolean accept() throws IOException {
        if (server == null) {
            return false;
        }
        boolean connected = false;
        SocketChannel accepted = server.accept();
        while (accepted != null) {
            if (socket == null) {
                accepted.configureBlocking(false);
                socket = accepted;
                connected = true;
            } else {
                // There is one line to a worker.
                accepted.close();
            }
            accepted = server.accept();
        }
        return connected;
    }

    private void dropConnection() {
        Sockets.closeQuietly(socket);
        socket = null;
    }

    @Override
    public synchronized void close() {
        hangUp();
    }
}
