package dev.workerkit.killswitch;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the file of a kill switch really is, and what is beside it. The same for all who name the
 * file, by whatever links.
 *
 * @param file without links; need not exist
 */
record Place(Path file) {

    private static final int MOST_LINKS = 40;

    /**
     * Follows all links, also to what does not exist.
     *
     * @throws IOException if the folder does not exist, or can't be entered
     */
    static Place of(Path given) throws IOException {
        Path file = inRealFolder(given.toAbsolutePath());
        for (int links = 0; Files.isSymbolicLink(file); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(given.toString());
            }
            file = inRealFolder(file.resolveSibling(Files.readSymbolicLink(file)));
        }
        return new Place(file);
    }

    private static Path inRealFolder(Path file) throws IOException {
        Path folder = file.getParent();
        return folder == null ? file : folder.toRealPath().resolve(file.getFileName());
    }

    /** Made by the first who needs it, and never deleted. */
    Path lock() {
        return beside(".lock");
    }

    /** What is about to take the file's place. Of a writer that died, if one is there. */
    Path unfinished() {
        return beside(".new");
    }

    private Path beside(String end) {
        return file.resolveSibling(file.getFileName() + end);
    }
}
