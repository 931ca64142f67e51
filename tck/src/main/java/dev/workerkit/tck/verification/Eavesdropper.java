package dev.workerkit.tck.verification;

import dev.workerkit.WorkerAddress;
import dev.workerkit.tck.TckSession;
import dev.workerkit.tck.wire.WireEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Stands between masters and a worker, passes everything on, and remembers it. */
final class Eavesdropper implements AutoCloseable {

    private final WorkerAddress own;
    private final WorkerAddress worker;
    private final ServerSocketChannel server;
    private final TckSession session = TckSession.current();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    private Eavesdropper(WorkerAddress own, WorkerAddress worker) {
        this.own = own;
        this.worker = worker;
        try {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(WireEnd.socketAddress(own));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't listen at " + own, e);
        }
        Crowd.meanwhile(this::accept);
    }

    /** Listens at an address of its own for those who want to talk to the worker. */
    static Eavesdropper at(WorkerAddress own, WorkerAddress worker) {
        return new Eavesdropper(own, worker);
    }

    /** Where it listens. */
    WorkerAddress address() {
        return own;
    }

    private boolean accept() throws IOException {
        while (true) {
            SocketChannel master = server.accept();
            session.closeAtEnd(master);
            SocketChannel target = SocketChannel.open(WireEnd.socketAddress(worker));
            session.closeAtEnd(target);
            Crowd.meanwhile(() -> pass(master, target));
            Crowd.meanwhile(() -> pass(target, master));
        }
    }

    private boolean pass(SocketChannel from, SocketChannel to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        while (from.read(bytes) >= 0) {
            bytes.flip();
            synchronized (heard) {
                heard.write(bytes.array(), 0, bytes.limit());
            }
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
            bytes.clear();
        }
        to.shutdownOutput();
        return true;
    }

    /** All that was said until now, by both sides. */
    String heard() {
        synchronized (heard) {
            return heard.toString(StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
