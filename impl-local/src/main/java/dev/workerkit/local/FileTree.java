package dev.workerkit.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder with all that is in it. */
final class FileTree {

    private FileTree() {}

    /** Deletes it; what is gone already is no error. */
    static void delete(Path root) {
        List<Path> deepestFirst;
        try (Stream<Path> found = Files.walk(root)) {
            deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to list " + root, e);
        }
        for (Path path : deepestFirst) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException("Tried to delete " + path, e);
            }
        }
    }
}
