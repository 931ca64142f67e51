package dev.workerkit.container.image;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/** By what it is noticed that a file of this machine is another one than before. */
final class SourceState {

    private static final String MISSING = "missing";

    /** A folder's time changes whenever anything in it comes or goes, most of which is not ours. */
    private static final String FOLDER = "folder";

    private SourceState() {}

    /** A word without spaces. */
    static String of(Path path) throws IOException {
        BasicFileAttributes found;
        try {
            found =
                    Files.readAttributes(
                            path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (FileSystemException e) {
            // Nor would it be found, or readable, for the layer.
            return MISSING;
        }
        if (found.isDirectory()) {
            return FOLDER;
        }
        return found.size() + ":" + found.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    }
}
