package dev.workerkit.channel;

import dev.workerkit.SpecException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/** The folder of a durable channel, which is this master's alone until it is closed, or dead. */
public final class DurableFolder implements AutoCloseable {

    private static final String FIELD = "channel.directory";

    /** The most that clearing up after a worker that was removed may take. */
    private static final long RELEASE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ProcessLock lock;

    private DurableFolder(ProcessLock lock) {
        this.lock = lock;
    }

    /**
     * Takes a folder, and makes it if need be, for this user alone. Waits for one that was {@link
     * #release released} and is not closed yet, ten seconds at most.
     *
     * @throws SpecException if it can't be used, or is in use
     */
    public static DurableFolder open(Path folder) {
        try {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            throw new SpecException(FIELD, folder + " is not a folder", "choose another place");
        } catch (IOException e) {
            throw new SpecException(
                    FIELD, folder + " can't be made: " + e, "choose another folder");
        }
        Path file = new ChannelFiles(folder, folder).masterLock();
        ProcessLock lock;
        try {
            lock = ProcessLock.tryTake(file, RELEASE_NANOS);
        } catch (IOException e) {
            throw new SpecException(
                    FIELD, folder + " can't be written to: " + e, "choose another folder");
        }
        if (lock == null) {
            throw new SpecException(
                    FIELD,
                    folder + " serves a worker of " + ProcessLock.holder(file) + " already",
                    "give each worker a folder of its own, or stop and remove the one before the"
                            + " next");
        }
        return new DurableFolder(lock);
    }

    /** Says that nobody needs it any more and it will be closed: whoever opens it waits for that. */
    public void release() {
        lock.release();
    }

    /** Lets others take it. */
    @Override
    public void close() {
        lock.close();
    }
}
