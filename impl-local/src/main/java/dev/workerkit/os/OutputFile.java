package dev.workerkit.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A file that a child is given to write its output to, which others may write to as well. */
public final class OutputFile {

    /** A pipe that nobody reads is refused, where it would be waited for a reader. */
    private static final int FLAGS =
            LibC.O_WRONLY | LibC.O_APPEND | LibC.O_CLOEXEC | LibC.O_NONBLOCK;

    private OutputFile() {}

    /**
     * Opens a file to append to, which is made for this user alone if need be.
     *
     * @param followsLinks whether a link is followed, which in a folder that others write to might
     *     lead to any file of this user's
     * @param whenMade is given the file if it is made now
     * @throws IOException if it can't be written, with nothing but the reason
     */
    public static Descriptor open(Path file, boolean followsLinks, Consumer<Path> whenMade)
            throws IOException {
        int number = create(file, whenMade);
        if (number < 0) {
            int flags = followsLinks ? FLAGS : FLAGS | LibC.O_NOFOLLOW;
            number = LibC.open(file.toString(), flags, 0);
        }
        if (number < 0) {
            String found = LibC.lastError();
            throw new IOException(
                    !followsLinks && Files.isSymbolicLink(file)
                            ? "a link is not followed here"
                            : found);
        }
        LibC.fcntl(number, LibC.F_SETFL, LibC.O_APPEND);
        return new Descriptor(Descriptor.outOfTheWay(number));
    }

    /** Negative if it is there, or can't be made. */
    private static int create(Path file, Consumer<Path> whenMade) {
        int number = LibC.open(file.toString(), FLAGS | LibC.O_CREAT | LibC.O_EXCL, 0600);
        if (number >= 0) {
            try {
                whenMade.accept(file);
            } catch (RuntimeException e) {
                LibC.close(number);
                throw e;
            }
        }
        return number;
    }
}
