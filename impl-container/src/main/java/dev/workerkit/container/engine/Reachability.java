package dev.workerkit.container.engine;

import dev.workerkit.WorkerException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether somebody listens on a socket and lets us in, told by trying. */
final class Reachability {

    private static final int LIMIT_MILLIS = 10_000;

    private Reachability() {}

    /**
     * Tries an endpoint; whether an engine answers there is another question.
     *
     * @throws WorkerException that says in a sentence what is wrong and what to do
     */
    static void require(Endpoint endpoint) {
        Optional<String> obstacle =
                endpoint.isUnix() ? obstacle(endpoint.socket()) : obstacle(endpoint.uri());
        if (obstacle.isPresent()) {
            throw new EngineGoneException(
                    "There is no container engine at " + endpoint + ": " + obstacle.get(), null);
        }
    }

    private static Optional<String> obstacle(URI address) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.getHost(), address.getPort()), LIMIT_MILLIS);
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("the host is not known; give the address of an engine");
        } catch (IOException e) {
            return Optional.of(
                    "nobody answers (" + e.getMessage() + "); start the engine, or have it listen");
        }
    }

    /** What is in the way, with what to do. */
    static Optional<String> obstacle(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected() ? Optional.empty() : Optional.of("nobody listens there");
        } catch (IOException e) {
            return Optional.of(explain(socket, e));
        }
    }

    private static String explain(Path socket, IOException thrown) {
        String message = String.valueOf(thrown.getMessage());
        if (message.contains("ermission")) {
            return "this user ("
                    + System.getProperty("user.name")
                    + ") may not use the socket; add it to the socket's group"
                    + " ('usermod -aG docker USER', then log in again), or use a rootless engine";
        }
        if (!Files.exists(socket)) {
            return "the socket does not exist; install and start Docker or Podman,"
                    + " or give the address of an engine";
        }
        return message.contains("refused")
                ? "nobody listens on the socket; start the engine"
                : "the socket can't be used (" + message + "); give the address of an engine";
    }
}
