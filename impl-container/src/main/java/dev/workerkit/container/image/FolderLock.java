package dev.workerkit.container.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock that holds against all threads and processes of this machine. The thread that took it
 * closes it.
 */
final class FolderLock implements AutoCloseable {

    private static final int PAUSE_MILLIS = 20;

    /** The kernel drops a process's lock as soon as any thread closes the file. */
    private static final ReentrantLock OPEN = new ReentrantLock();

    private final FileChannel file;

    private FolderLock(FileChannel file) {
        this.file = file;
    }

    /** Waits for it as long as somebody else has it. */
    static FolderLock take(Path path) throws IOException {
        try {
            OPEN.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted(path);
        }
        try {
            return new FolderLock(locked(path));
        } catch (IOException | RuntimeException e) {
            OPEN.unlock();
            throw e;
        }
    }

    private static FileChannel locked(Path path) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            while (tryLock(file) == null) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            return file;
        } catch (InterruptedException e) {
            file.close();
            throw interrupted(path);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            // This class, loaded a second time by another loader, has it.
            return null;
        }
    }

    private static InterruptedIOException interrupted(Path path) {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while " + path + " was locked");
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            OPEN.unlock();
        }
    }
}
