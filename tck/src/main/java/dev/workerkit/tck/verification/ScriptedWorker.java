package dev.workerkit.tck.verification;

import dev.workerkit.WorkerAddress;
import dev.workerkit.tck.wire.WireEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CompletableFuture;

/** Listens as a worker does, and says to each master what a verification wants. */
final class ScriptedWorker implements AutoCloseable {

    /** What it says and hears on one connection, which is closed after it. */
    @FunctionalInterface
    interface Part {
        void play(WireEnd end);
    }

    /** The challenge of its hello. */
    static final String CHALLENGE = "fedcba9876543210".repeat(4);

    /** The hello of a worker whose messages are JSON. */
    static final String HELLO = hello("json");

    private final WorkerAddress address;
    private final ServerSocketChannel server;
    private final Part part;
    private final CompletableFuture<Boolean> firstEnd = new CompletableFuture<>();

    private ScriptedWorker(WorkerAddress address, Part part) {
        this.address = address;
        this.part = part;
        try {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(WireEnd.socketAddress(address));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't listen at " + address, e);
        }
        Crowd.meanwhile(this::accept);
    }

    /** Listens there. */
    static ScriptedWorker at(WorkerAddress address, Part part) {
        return new ScriptedWorker(address, part);
    }

    /** The hello of a worker whose messages are these. */
    static String hello(String codec) {
        return "{\"role\":\"worker\",\"name\":\"it\",\"id\":\"wrk-1\",\"pid\":1,\"codec\":\""
                + codec
                + "\",\"challenge\":\""
                + CHALLENGE
                + "\"}";
    }

    /** Where it listens. */
    WorkerAddress address() {
        return address;
    }

    private boolean accept() throws IOException {
        while (true) {
            WireEnd end = WireEnd.of(server.accept());
            Crowd.meanwhile(() -> serve(end));
        }
    }

    private boolean serve(WireEnd end) {
        try (end) {
            part.play(end);
            return firstEnd.complete(true);
        } catch (RuntimeException | Error e) {
            firstEnd.completeExceptionally(e);
            throw e;
        }
    }

    /** The part was played to its end with the first master. */
    void assertPlayed() {
        Stage.await("the part is played", firstEnd);
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
