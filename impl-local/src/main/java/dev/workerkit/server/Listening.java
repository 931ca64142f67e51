package dev.workerkit.server;

import dev.workerkit.WorkerAddress;
import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the worker listens, and what lies there for it to remove: the file of a Unix socket, and
 * beside it that of the lock, which this process has inherited and holds for its life.
 */
final class Listening {

    /** What is added to a socket's path for its lock. */
    static final String LOCK_SUFFIX = ".lock";

    private static final Path INHERITED_LOCK = Path.of("/proc/self/fd/3");

    private final ServerSocketChannel channel;
    private final @Nullable Path socket;
    private final @Nullable Object socketKey;

    private Listening(ServerSocketChannel channel, @Nullable Path socket) {
        this.channel = channel;
        this.socket = socket;
        socketKey = socket == null ? null : key(socket);
    }

    /** At an address that this process sees to alone. */
    static Listening at(WorkerAddress address, ServerSocketChannel channel) {
        return new Listening(
                channel, address instanceof WorkerAddress.Unix unix ? unix.path() : null);
    }

    /** At an address that others clear away. */
    static Listening attended(ServerSocketChannel channel) {
        return new Listening(channel, null);
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /**
     * Listens no longer. The selector may hold on to the socket until it is next asked.
     *
     * @param server the channel that was made of the socket, if one was
     */
    void close(@Nullable Channel server) {
        StandardStreams.outliveTheSocket();
        try {
            if (socket != null) {
                // First, for what is closed may lend its number to the file of another.
                deleteIfIs(socket, socketKey);
            }
            if (server != null) {
                // Its close would delete whatever file is at the address by now.
                server.deregister();
            }
            channel.close();
        } catch (IOException e) {
            System.err.println("The socket of the worker is left behind: " + e);
        }
    }

    /** Deletes the file of the lock; the lock itself is held until the process has ended. */
    void deleteLock() {
        if (socket == null) {
            return;
        }
        Path lock = Path.of(socket + LOCK_SUFFIX);
        try {
            deleteIfIs(lock, key(INHERITED_LOCK));
        } catch (IOException e) {
            System.err.println("The lock of the worker is left behind: " + e);
        }
    }

    /** Somebody may have put another file there, which is no business of this worker. */
    private static void deleteIfIs(Path file, @Nullable Object key) throws IOException {
        if (key != null && Objects.equals(key(file), key)) {
            Files.deleteIfExists(file);
        }
    }

    private static @Nullable Object key(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }
}
