package dev.workerkit.sharing;

import dev.workerkit.SharedWorkerUnavailableException;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerException;
import dev.workerkit.launch.UnixSocketProber;
import dev.workerkit.os.Descriptor;
import dev.workerkit.os.ListeningSocket;
import dev.workerkit.os.LockFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An address that was taken for a worker: its socket, which listens, and at a path the lock beside
 * it. Whoever holds these descriptors has the address; nobody else ever binds it.
 *
 * @param socket listens
 * @param path where, unless it is a port
 * @param lock of the path
 */
public record SharedPlace(Descriptor socket, Optional<Path> path, Optional<LockFile> lock)
        implements AutoCloseable {

    /** Of a file's mode: S_IFMT and S_IFSOCK. */
    private static final int FORMAT = 0170000;

    private static final int SOCKET = 0140000;

    private static final long LAST_BREATH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /**
     * Takes the address of a path. What a dead worker left there goes.
     *
     * @return nothing if somebody else has it
     * @throws SpecException if its folder is no place for a socket, or a file is there that is none
     */
    public static Optional<SharedPlace> at(Path path) {
        requireFolder(path.getParent());
        requireSocket(path);
        Optional<LockFile> lock = tryLock(path);
        boolean taken = false;
        try {
            if (lock.isEmpty() || !isFree(path)) {
                return Optional.empty();
            }
            Descriptor socket = ListeningSocket.unix(path);
            taken = true;
            return Optional.of(new SharedPlace(socket, Optional.of(path), lock));
        } finally {
            if (!taken) {
                lock.ifPresent(SharedPlace::giveUp);
            }
        }
    }

    /**
     * Takes the address of a port.
     *
     * @return nothing if somebody else has it
     */
    public static Optional<SharedPlace> at(InetAddress host, int port) {
        return ListeningSocket.tcp(new InetSocketAddress(host, port))
                .map(socket -> new SharedPlace(socket, Optional.empty(), Optional.empty()));
    }

    /** Clears away what a worker left that died, unless another has the address by now. */
    static void clearUp(Path path) {
        // The kernel closes a dying process's socket a moment before its lock.
        long deadline = System.nanoTime() + LAST_BREATH_NANOS;
        Optional<LockFile> lock = tryLock(path);
        while (lock.isEmpty()
                && System.nanoTime() < deadline
                && !(isSocket(path) && UnixSocketProber.isLive(path))) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            lock = tryLock(path);
        }
        lock.ifPresent(taken -> clearUp(path, taken));
    }

    /** Waits a moment for those who clear an address away when its worker has ended. */
    public static void awaitVacant(WorkerAddress address) {
        if (!(address instanceof WorkerAddress.Unix unix)) {
            return;
        }
        // Whoever listens there has it already.
        long deadline = System.nanoTime() + LAST_BREATH_NANOS;
        while (Files.exists(lockOf(unix.path()), LinkOption.NOFOLLOW_LINKS)
                && System.nanoTime() < deadline
                && !UnixSocketProber.isLive(unix.path())) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private static void clearUp(Path path, LockFile lock) {
        try {
            // What it may have put there instead is no business of ours.
            if (isSocket(path)) {
                isFree(path);
            }
        } finally {
            giveUp(lock);
        }
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new SpecException(
                    "address",
                    folder + (Files.exists(folder) ? " is no folder" : " does not exist"),
                    "make the folder, or name another");
        }
        if (!Files.isWritable(folder)) {
            throw new SpecException(
                    "address",
                    folder + " is not writable, so that no socket can be made in it",
                    "change its permissions, or name another folder");
        }
    }

    private static void requireSocket(Path path) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isSocket(path)) {
            throw new SpecException(
                    "address",
                    path + " is there, and no socket",
                    "name another path, or move the file away");
        }
    }

    private static boolean isSocket(Path path) {
        try {
            int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return (mode & FORMAT) == SOCKET;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path lockOf(Path path) {
        return Path.of(path + ".lock");
    }

    private static Optional<LockFile> tryLock(Path path) {
        try {
            return LockFile.tryTake(lockOf(path));
        } catch (IOException e) {
            throw new SharedWorkerUnavailableException(
                    "Tried to lock the address unix://"
                            + path
                            + ": "
                            + e.getMessage()
                            + "; look at the permissions of that file",
                    e);
        }
    }

    /** With the lock in hand: whether nobody is there. A socket that nobody listens at is removed. */
    private static boolean isFree(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (UnixSocketProber.isLive(path)) {
            // Not one of ours, which would hold the lock.
            return false;
        }
        requireSocket(path);
        delete(path);
        return true;
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new WorkerException(
                    "Tried to remove the socket of a dead worker, " + path + ": " + e, e);
        }
    }

    private static void giveUp(LockFile lock) {
        try {
            lock.delete();
        } catch (IOException e) {
            throw new WorkerException("Tried to remove the lock " + lock.path() + ": " + e, e);
        }
    }

    /** Gives the address up: nobody was started for it. */
    void vacate() {
        try {
            path.ifPresent(SharedPlace::delete);
            lock.ifPresent(SharedPlace::giveUp);
        } finally {
            close();
        }
    }

    /** Lets go of it; the worker that was given it goes on having it. */
    @Override
    public void close() {
        socket.close();
        lock.ifPresent(LockFile::close);
    }
}
