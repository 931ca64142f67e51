package dev.workerkit.launch;

import dev.workerkit.WorkerException;
import dev.workerkit.os.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders for this user alone. */
public final class PrivateFolder {

    private static final FileAttribute<?> AS_PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private PrivateFolder() {}

    /** Makes a folder, and those above it that are missing; one that is there stays as it is. */
    public static Path make(Path path) {
        try {
            return Files.createDirectories(path, AS_PRIVATE);
        } catch (IOException e) {
            throw new WorkerException("Tried to create " + path + ": " + e, e);
        }
    }

    /** Deletes a folder with all that is in it. */
    public static void delete(Path path) {
        try {
            FileTree.delete(path);
        } catch (IOException e) {
            throw new WorkerException("Tried to delete " + path + ": " + e, e);
        }
    }
}
