package dev.workerkit.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is locked with flock(2): the kernel drops the lock when the last process is gone that
 * holds the descriptor. Unlike Java's own locks it is not lost when the same process closes another
 * descriptor of the file, it also holds against the same process, and it can be handed to a child.
 *
 * @param path the file
 * @param descriptor holds the lock, also in a process that it is handed to
 */
public record LockFile(Path path, Descriptor descriptor) implements AutoCloseable {

    private static final int ATTEMPTS = 1000;

    /** In a folder that others write to, a link might lead to any file of this user's. */
    private static final int FLAGS = LibC.O_RDWR | LibC.O_CLOEXEC | LibC.O_NOFOLLOW;

    /**
     * Takes the lock of a file, which is made if need be.
     *
     * @return nothing if somebody else holds it
     * @throws IOException if the file can't be made or opened
     */
    public static Optional<LockFile> tryTake(Path path) throws IOException {
        return tryTake(path, LibC.O_CREAT);
    }

    /**
     * Takes the lock of a file that is there.
     *
     * @return nothing if somebody else holds it
     * @throws IOException if there is no such file, or it can't be opened
     */
    static Optional<LockFile> tryTakeExisting(Path path) throws IOException {
        return tryTake(path, 0);
    }

    private static Optional<LockFile> tryTake(Path path, int flags) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int number = LibC.open(path.toString(), FLAGS | flags, 0600);
            if (number < 0) {
                throw new IOException("can't open " + path + ": " + LibC.lastError());
            }
            Descriptor descriptor = new Descriptor(Descriptor.outOfTheWay(number));
            if (LibC.flock(descriptor.number(), LibC.LOCK_EXCLUSIVE_NOW) != 0) {
                descriptor.close();
                return Optional.empty();
            }
            if (isStillAt(path, descriptor)) {
                return Optional.of(new LockFile(path, descriptor));
            }
            // Its last holder deleted it between our two steps: the lock of a file without a name
            // keeps nobody out.
            descriptor.close();
        }
        throw new IOException("somebody deletes " + path + " again and again");
    }

    private static boolean isStillAt(Path path, Descriptor descriptor) throws IOException {
        try {
            return Files.isSameFile(path, Path.of("/proc/self/fd/" + descriptor.number()));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Deletes the file, which must be locked for that, and gives the lock up. */
    public void delete() throws IOException {
        try {
            Files.deleteIfExists(path);
        } finally {
            close();
        }
    }

    /** Gives up this process's hold; one that was handed the descriptor goes on holding it. */
    @Override
    public void close() {
        descriptor.close();
    }
}
