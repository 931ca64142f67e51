package dev.workerkit.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By what it is seen that a file is not the same any more, without reading it.
 *
 * @param attributes absent if there is no such file, or none that may be looked at
 */
record FileMark(Optional<Attributes> attributes) {

    /**
     * What is compared.
     *
     * @param key tells a file from one that was put in its place, where the system has such a key
     */
    record Attributes(FileTime modified, long size, @Nullable Object key) {}

    /** The mark of a file, or of what a link leads to, as it is now. */
    static FileMark of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileMark(
                    Optional.of(new Attributes(now.lastModifiedTime(), now.size(), now.fileKey())));
        } catch (IOException e) {
            return new FileMark(Optional.empty());
        }
    }

    /** In a word, what has happened to it. */
    String since(FileMark before) {
        if (attributes.isEmpty()) {
            return "vanished";
        }
        return before.attributes.isEmpty() ? "appeared" : "changed";
    }
}
