package dev.workerkit.channel;

import dev.workerkit.WorkerException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a file that the kernel takes back when its process dies, however that happens. The file
 * stays; the holder's process id is in it.
 */
final class ProcessLock implements AutoCloseable {

    private static final long LOOK_EVERY_NANOS = 500_000;

    /**
     * Those of this process. A process must not even open such a file again, for when it closes any
     * descriptor of the file, it loses its lock.
     */
    private static final Map<Path, ProcessLock> OWN = new HashMap<>();

    private final Path path;
    private final RandomAccessFile file;
    private boolean released;
    private boolean closed;

    private ProcessLock(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Takes the lock if it is free.
     *
     * @return null if it is held, be it by this process
     */
    static @Nullable ProcessLock tryTake(Path path) throws IOException {
        Path real = real(path);
        synchronized (OWN) {
            if (OWN.containsKey(real)) {
                return null;
            }
            RandomAccessFile file = new RandomAccessFile(real.toFile(), "rw");
            boolean taken = false;
            try {
                FolderOwner.give(real);
                if (!tryLock(file)) {
                    return null;
                }
                nameHolder(file);
                taken = true;
                ProcessLock lock = new ProcessLock(real, file);
                OWN.put(real, lock);
                return lock;
            } finally {
                if (!taken) {
                    file.close();
                }
            }
        }
    }

    /**
     * The same, waiting as long as this for a holder in this process that has said it will close it.
     *
     * @return null if it is held by another, or for longer
     */
    static @Nullable ProcessLock tryTake(Path path, long nanos) throws IOException {
        long start = System.nanoTime();
        // Looked at first: one that is closed right after that is free for the attempt.
        boolean released = isReleased(path);
        ProcessLock lock = tryTake(path);
        while (lock == null && released && System.nanoTime() - start < nanos) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            released = isReleased(path);
            lock = tryTake(path);
        }
        return lock;
    }

    private static boolean isReleased(Path path) throws IOException {
        Path real = real(path);
        synchronized (OWN) {
            ProcessLock holder = OWN.get(real);
            return holder != null && holder.released;
        }
    }

    /** Over what is there, which takes no room on a disk that has none: the lock can free some. */
    private static void nameHolder(RandomAccessFile file) throws IOException {
        byte[] pid =
                String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
        file.write(pid);
        file.setLength(pid.length);
    }

    private static Path real(Path path) throws IOException {
        return path.getParent().toRealPath().resolve(path.getFileName());
    }

    /** An interrupt would close the file; it is told afterwards. */
    private static boolean tryLock(RandomAccessFile file) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            // Never released by itself: it goes with the file.
            @Nullable FileLock lock = file.getChannel().tryLock();
            return lock != null;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Takes the lock, waiting as long as this for whoever holds it to die.
     *
     * @throws WorkerException if that is not long enough
     */
    static ProcessLock take(Path path, long nanos) throws IOException {
        long start = System.nanoTime();
        ProcessLock lock = tryTake(path);
        while (lock == null) {
            if (System.nanoTime() - start > nanos) {
                throw new WorkerException(
                        "The channel in "
                                + path.getParent()
                                + " is still in the hands of "
                                + holder(path)
                                + ", a worker of an earlier master; end it");
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
            lock = tryTake(path);
        }
        return lock;
    }

    /** Who holds the lock, in words. */
    static String holder(Path path) {
        synchronized (OWN) {
            try {
                if (OWN.containsKey(real(path))) {
                    return "this process";
                }
                return "process " + Files.readString(path).strip();
            } catch (IOException e) {
                return "another process";
            }
        }
    }

    /** Says that it will be closed soon, so that it is worth while to wait for it. */
    void release() {
        synchronized (OWN) {
            released = true;
        }
    }

    @Override
    public void close() {
        synchronized (OWN) {
            if (!closed) {
                closed = true;
                OWN.remove(path);
                Sockets.closeQuietly(file);
            }
        }
    }
}
