package dev.workerkit.wire;

import dev.workerkit.SocketContext;
import dev.workerkit.WorkerAddress;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * A handshake in memory between the worker and the master of one context. Whoever starts a worker
 * that it could not talk to would leave it behind.
 */
public final class TlsRehearsal {

    private static final int BUFFER_BYTES = 1 << 18;

    /** Far more than a handshake takes. */
    private static final int MOST_STEPS = 100;

    private TlsRehearsal() {}

    /**
     * Shakes hands.
     *
     * @throws dev.workerkit.SpecException if the two have no TLS together at this address, or a file
     *     can't be used
     */
    public static void require(WorkerAddress.Tls address, SocketContext context) {
        SSLEngine worker = TlsContexts.ofWorker(context).newEngine(ByteBufAllocator.DEFAULT);
        SSLEngine master =
                TlsContexts.ofMaster(context)
                        .newEngine(ByteBufAllocator.DEFAULT, address.host(), address.port());
        try {
            shake(worker, master);
        } catch (SSLException e) {
            throw TlsFailure.of(e, address.host()).orElseThrow().ofOwn();
        }
    }

    /**
     * Shakes hands, until each has read a byte of the other.
     *
     * @throws SSLException if they do not come together
     */
    static void shake(SSLEngine worker, SSLEngine master) throws SSLException {
        ByteBuffer toWorker = ByteBuffer.allocate(BUFFER_BYTES);
        ByteBuffer toMaster = ByteBuffer.allocate(BUFFER_BYTES);
        int readByWorker = 0;
        int readByMaster = 0;
        for (int step = 0; readByWorker == 0 || readByMaster == 0; step++) {
            if (step == MOST_STEPS) {
                throw new SSLException("the handshake comes to no end");
            }
            send(master, toWorker);
            readByWorker += receive(worker, toWorker);
            send(worker, toMaster);
            readByMaster += receive(master, toMaster);
        }
    }

    private static void send(SSLEngine from, ByteBuffer wire) throws SSLException {
        runTasks(from);
        if (from.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP) {
            from.wrap(ByteBuffer.wrap(new byte[] {1}), wire);
        }
    }

    private static int receive(SSLEngine to, ByteBuffer wire) throws SSLException {
        ByteBuffer plain = ByteBuffer.allocate(BUFFER_BYTES);
        wire.flip();
        SSLEngineResult result;
        do {
            result = to.unwrap(wire, plain);
            runTasks(to);
        } while (wire.hasRemaining() && result.bytesConsumed() > 0);
        wire.compact();
        return plain.position();
    }

    private static void runTasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask();
                task != null;
                task = engine.getDelegatedTask()) {
            task.run();
        }
    }
}
