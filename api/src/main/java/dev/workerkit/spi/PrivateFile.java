package dev.workerkit.spi;

import dev.workerkit.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** A file with a secret, which nobody but its owner may read or change. */
public final class PrivateFile {

    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    private PrivateFile() {}

    /**
     * Reads it, unless it is open to others: then it is refused as ssh refuses a key.
     *
     * @param field whose value the file is, for the message
     * @param what what the file is, for the message, for example {@code the cookie file}
     * @throws SpecException if it is a folder, or others may read or change it; the message never holds its content
     * @throws IOException if it can't be read
     */
    public static byte[] read(String field, String what, Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new SpecException(
                    field,
                    what + " " + file + " is a folder",
                    "name a file that you can read, and nobody else");
        }
        Set<PosixFilePermission> open = Files.getPosixFilePermissions(file);
        open.retainAll(OTHERS);
        if (!open.isEmpty()) {
            throw new SpecException(
                    field,
                    what + " " + file + " is open to others: " + open,
                    "run: chmod 600 " + file);
        }
        return Files.readAllBytes(file);
    }
}
