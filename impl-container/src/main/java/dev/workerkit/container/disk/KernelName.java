package dev.workerkit.container.disk;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The name of a file as the kernel tells it: bytes, whatever they mean to the language of this
 * process. Of the names of others, not all can be made a path.
 *
 * @param bytes a character for each, of the same number
 */
record KernelName(String bytes) {

    /** How the JVM writes the names of files. */
    private static final Charset JVM =
            Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    static KernelName of(Path path) {
        return new KernelName(
                new String(path.toString().getBytes(JVM), StandardCharsets.ISO_8859_1));
    }

    /** Whether it lies below a folder. */
    boolean isBelow(KernelName folder) {
        return bytes.startsWith(folder.bytes.equals("/") ? "/" : folder.bytes + "/")
                && !equals(folder);
    }

    /**
     * The same for use.
     *
     * @throws java.nio.file.InvalidPathException if this process has no characters for it
     */
    Path path() {
        return Path.of(new String(bytes.getBytes(StandardCharsets.ISO_8859_1), JVM));
    }
}
