package dev.workerkit.local;

import dev.workerkit.SpecException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Connects to a Unix-domain stream socket, and hangs up. */
record UnixSocketProber(Path path, Executor executor) implements Prober {

    /** Of a {@code sockaddr_un}, without the NUL at its end. */
    private static final int LONGEST_PATH = 107;

    static void requireShort(Path path) {
        int length = path.toString().getBytes().length;
        if (length > LONGEST_PATH) {
            throw new SpecException(
                    "probe.path",
                    path + " has " + length + " bytes",
                    "a socket's path has at most " + LONGEST_PATH);
        }
    }

    @Override
    public CompletableFuture<Optional<String>> attempt() {
        return CompletableFuture.supplyAsync(this::connect, executor);
    }

    private Optional<String> connect() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // A server that takes none of those who wait would make this wait for ever, too.
            channel.configureBlocking(false);
            return channel.connect(UnixDomainSocketAddress.of(path))
                    ? Optional.empty()
                    : Optional.of(path + ": it takes no connections");
        } catch (IOException e) {
            return Prober.found(path, e);
        }
    }
}
