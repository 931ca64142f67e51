package dev.workerkit.launch;

import dev.workerkit.SpecException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Connects to a Unix-domain stream socket, and hangs up. */
public record UnixSocketProber(Path path, Executor executor) implements Prober {

    /** Of a {@code sockaddr_un}, without the NUL at its end. */
    private static final int LONGEST_PATH = 107;

    /**
     * Refuses a path that no socket can have.
     *
     * @throws SpecException if it is too long
     */
    public static void requireShort(Path path) {
        int length = path.toString().getBytes().length;
        if (length > LONGEST_PATH) {
            throw new SpecException(
                    "probe.path",
                    path + " has " + length + " bytes",
                    "a socket's path has at most " + LONGEST_PATH);
        }
    }

    /** Whether somebody listens at a path, be it that he takes no connections at the moment. */
    public static boolean isLive(Path path) {
        try {
            connects(path);
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (IOException e) {
            // Not for this user, for example: then it is not for him to say that it is dead.
            return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static boolean connects(Path path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // A server that takes none of those who wait would make this wait for ever, too.
            channel.configureBlocking(false);
            return channel.connect(UnixDomainSocketAddress.of(path));
        }
    }

    @Override
    public CompletableFuture<Optional<String>> attempt() {
        return CompletableFuture.supplyAsync(this::connect, executor);
    }

    private Optional<String> connect() {
        try {
            return connects(path)
                    ? Optional.empty()
                    : Optional.of(path + ": it takes no connections");
        } catch (IOException e) {
            return Prober.found(path, e);
        }
    }
}
