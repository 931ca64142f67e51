package dev.workerkit.container.engine;

import dev.workerkit.WorkerException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether somebody listens on a socket and lets us in, told by trying. */
final class Reachability {

    private Reachability() {}

    /**
     * Tries an endpoint that is a socket of this machine; the others are tried by greeting them.
     *
     * @throws WorkerException that says in a sentence what is wrong and what to do
     */
    static void require(Endpoint endpoint) {
        if (endpoint.isUnix()) {
            Optional<String> obstacle = obstacle(endpoint.socket());
            if (obstacle.isPresent()) {
                throw new EngineGoneException(
                        "There is no container engine at " + endpoint + ": " + obstacle.get(),
                        null);
            }
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
