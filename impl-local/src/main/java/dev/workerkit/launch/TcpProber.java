package dev.workerkit.launch;

import dev.workerkit.Probe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Connects to a TCP port, and hangs up. */
public record TcpProber(Probe.Tcp probe, Duration limit, Executor executor) implements Prober {

    @Override
    public CompletableFuture<Optional<String>> attempt() {
        return CompletableFuture.supplyAsync(this::connect, executor);
    }

    private Optional<String> connect() {
        String where = probe.host() + ":" + probe.port();
        try (Socket socket = new Socket()) {
            // Resolved anew each time: the name may come with the worker.
            socket.connect(
                    new InetSocketAddress(probe.host(), probe.port()),
                    (int) Math.max(1, limit.toMillis()));
            return isConnectedToItself(socket)
                    ? Optional.of(where + ": nobody listens")
                    : Optional.empty();
        } catch (IOException e) {
            return Prober.found(where, e);
        }
    }

    /** That happens when the kernel gives the caller's end the very port that is called. */
    private static boolean isConnectedToItself(Socket socket) {
        return socket.getLocalSocketAddress().equals(socket.getRemoteSocketAddress());
    }
}
