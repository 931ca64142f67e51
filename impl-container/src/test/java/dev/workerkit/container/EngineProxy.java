package dev.workerkit.container;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** A socket that leads to the real engine, until it is cut. */
final class EngineProxy implements AutoCloseable {

    private static final Pattern NOTHING = Pattern.compile("\n");
    private static final byte[] REFUSAL =
            ("HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 23\r\n\r\n{\"message\":\"not today\"}")
                    .getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 64 << 10;

    private final Path socket;
    private final Path engine;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile Pattern refused = NOTHING;
    private ServerSocketChannel server;

    EngineProxy(Path socket, URI engine) throws IOException {
        this.socket = socket;
        this.engine = Path.of(engine.getPath());
        mend();
    }

    URI uri() {
        return URI.create("unix://" + socket);
    }

    /** Connections lead to the engine again. */
    void mend() throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        server = listening;
        daemon(() -> accept(listening));
    }

    /** All connections break off, and there are no new ones. */
    void cut() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
        for (SocketChannel each : open) {
            each.close();
        }
        open.clear();
    }

    /** Requests in whose first line this is found are refused from now on. */
    void refuse(String pattern) {
        refused = Pattern.compile(pattern);
    }

    /** Nothing is refused any more. */
    void refuseNothing() {
        refused = NOTHING;
    }

    private void accept(ServerSocketChannel listening) {
        try {
            while (listening.isOpen()) {
                SocketChannel client = listening.accept();
                SocketChannel real = SocketChannel.open(UnixDomainSocketAddress.of(engine));
                open.add(client);
                open.add(real);
                daemon(() -> copy(client, real, true));
                daemon(() -> copy(real, client, false));
            }
        } catch (IOException e) {
            // It is cut.
            return;
        }
    }

    private boolean isRefused(ByteBuffer request) {
        String text = StandardCharsets.ISO_8859_1.decode(request.duplicate()).toString();
        return refused.matcher(text.lines().findFirst().orElse("")).find();
    }

    private void copy(SocketChannel from, SocketChannel to, boolean requests) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                if (requests && isRefused(buffer)) {
                    from.write(ByteBuffer.wrap(REFUSAL));
                    continue;
                }
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            try {
                from.close();
                to.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "engine-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}
