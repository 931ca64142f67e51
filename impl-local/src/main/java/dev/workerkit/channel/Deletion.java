package dev.workerkit.channel;

import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Deletes files and folders; what is gone already, or goes meanwhile, is no error. */
final class Deletion extends SimpleFileVisitor<Path> {

    private final @Nullable Path kept;

    private Deletion(@Nullable Path kept) {
        this.kept = kept;
    }

    /** Deletes a file, or a folder with all in it. */
    static void of(Path path) {
        walk(path, new Deletion(null));
    }

    /** Deletes all that is in a folder. */
    static void ofContentOf(Path folder) {
        walk(folder, new Deletion(folder));
    }

    private static void walk(Path path, Deletion deletion) {
        try {
            Files.walkFileTree(path, deletion);
        } catch (IOException e) {
            throw new WorkerException("Can't delete " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.deleteIfExists(file);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
            throws IOException {
        if (failure != null && !(failure instanceof NoSuchFileException)) {
            throw failure;
        }
        if (!directory.equals(kept)) {
            Files.deleteIfExists(directory);
        }
        return FileVisitResult.CONTINUE;
    }
}
