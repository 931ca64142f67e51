package dev.workerkit.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a folder with all that is in it. What others delete meanwhile, such as a worker that clears
 * up after itself, is gone and that is fine.
 */
public final class FolderDeletion extends SimpleFileVisitor<Path> {

    private FolderDeletion() {}

    /**
     * Deletes a folder.
     *
     * @throws UncheckedIOException if something of it stays
     */
    public static void of(Path folder) {
        try {
            Files.walkFileTree(folder, new FolderDeletion());
        } catch (IOException e) {
            throw new UncheckedIOException("Can't delete " + folder, e);
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
