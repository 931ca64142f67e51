package dev.workerkit.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a folder with all that is in it. What others delete meanwhile, such as a worker that clears
 * up after itself, is gone and that is fine. What others make meanwhile, such as a worker whose
 * master was killed and that has not been ended yet, is deleted, too, if they stop making it.
 */
public final class FolderDeletion extends SimpleFileVisitor<Path> {

    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    private FolderDeletion() {}

    /**
     * Deletes a folder.
     *
     * @throws UncheckedIOException if something of it stays
     */
    public static void of(Path folder) {
        long begin = System.nanoTime();
        while (true) {
            try {
                Files.walkFileTree(folder, new FolderDeletion());
                return;
            } catch (DirectoryNotEmptyException e) {
                if (System.nanoTime() - begin > PATIENCE_NANOS) {
                    throw new UncheckedIOException("Things are made in it all the time", e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            } catch (IOException e) {
                throw new UncheckedIOException("Can't delete " + folder, e);
            }
        }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.deleteIfExists(file);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
            throws IOException {
        Files.deleteIfExists(folder);
        return FileVisitResult.CONTINUE;
    }
}
