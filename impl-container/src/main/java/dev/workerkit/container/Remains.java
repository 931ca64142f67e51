package dev.workerkit.container;

import dev.workerkit.container.disk.DiskSweep;
import dev.workerkit.os.FileTree;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directories of a runtime whose master is dead. */
final class Remains {

    private Remains() {}

    /**
     * Deletes a directory of a runtime. Takes away what is mounted in it first, which may be a disk
     * that is kept.
     *
     * @param token of the runtime: the directory's name
     */
    static void delete(Path directory, String token) throws IOException {
        Path home = directory.getParent();
        if (home == null || !directory.getFileName().toString().equals(token)) {
            throw new IOException(directory + " is no directory of the runtime " + token);
        }
        if (Files.exists(directory)) {
            DiskSweep.clear(directory);
            FileTree.delete(directory);
        }
        // If the master died while it made it.
        Path unfinished = home.resolve("." + token);
        if (Files.exists(unfinished)) {
            FileTree.delete(unfinished);
        }
        try {
            Files.deleteIfExists(home);
        } catch (DirectoryNotEmptyException e) {
            // Others still have theirs there.
            return;
        }
    }
}
