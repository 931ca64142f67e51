package dev.workerkit.container.disk;

import dev.workerkit.SpecException;
import dev.workerkit.os.LibC;
import dev.workerkit.os.LockFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A folder in which a disk is kept, and the lock on it, which goes with its holder's process.
 *
 * @param folder the folder, by its real path
 * @param lock held until it is closed
 */
record KeptFolder(Path folder, LockFile lock) implements AutoCloseable {

    private static final String FIELD = "disk.directory";
    private static final String IMAGE = "disk.ext4";
    private static final String UNFINISHED = "disk.ext4.new";
    private static final String LOCK = "disk.lock";

    /** What stands in the lock file of a worker that is being removed. */
    private static final String LEAVING = "a worker that is being removed from";

    /** As long as it takes to clear away the worker of a master that was killed. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long LOOK_EVERY_NANOS = 5_000_000;

    /**
     * Takes a folder, and makes it if need be, for this user alone.
     *
     * @param worker who has the disk, for others to read
     * @throws SpecException if it can't be used, or is in use
     */
    static KeptFolder take(Path wanted, String worker) {
        try {
            Files.createDirectories(
                    wanted,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Path folder = wanted.toRealPath();
            requireOwn(folder);
            Path file = folder.resolve(LOCK);
            KeptFolder taken = new KeptFolder(folder, awaitLock(file));
            try {
                Files.writeString(
                        file, worker + " of process " + ProcessHandle.current().pid() + "\n");
                taken.awaitRelease();
            } catch (IOException | RuntimeException e) {
                taken.close();
                throw e;
            }
            return taken;
        } catch (FileAlreadyExistsException e) {
            throw new SpecException(FIELD, wanted + " is not a folder", "choose another place");
        } catch (IOException e) {
            throw new SpecException(
                    FIELD, wanted + " can't be used: " + e, "choose another folder");
        }
    }

    /** What lies in it is mounted by root: nobody else may have put it there. */
    private static void requireOwn(Path folder) throws IOException {
        Map<String, Object> found =
                Files.readAttributes(folder, "unix:uid,permissions", LinkOption.NOFOLLOW_LINKS);
        int self = LibC.geteuid();
        if (!Integer.valueOf(self).equals(found.get("uid"))) {
            throw new SpecException(
                    FIELD,
                    folder + " belongs to the user " + found.get("uid"),
                    "use a folder of the master's user, " + self);
        }
        if (found.get("permissions") instanceof Set<?> permissions
                && (permissions.contains(PosixFilePermission.GROUP_WRITE)
                        || permissions.contains(PosixFilePermission.OTHERS_WRITE))) {
            throw new SpecException(
                    FIELD,
                    "others can write to " + folder,
                    "use a folder of its own for the disk, or: chmod go-w " + folder);
        }
        Path image = folder.resolve(IMAGE);
        if (Files.exists(image, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(image, LinkOption.NOFOLLOW_LINKS)) {
            throw new SpecException(FIELD, image + " is not a file", "look who put it there");
        }
    }

    /** Whoever is about to leave is waited for. */
    private static LockFile awaitLock(Path file) throws IOException {
        long start = System.nanoTime();
        while (true) {
            Optional<LockFile> lock = LockFile.tryTake(file);
            if (lock.isPresent()) {
                return lock.get();
            }
            String holder = Files.readString(file).strip();
            if (!holder.startsWith(LEAVING) || System.nanoTime() - start > PATIENCE.toNanos()) {
                throw inUse(file.getParent(), holder);
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    /** Says that it will be closed soon, so that it is worth while to wait for it. */
    void release() {
        try {
            Files.writeString(lock.path(), LEAVING + " process " + ProcessHandle.current().pid());
        } catch (IOException e) {
            System.getLogger(KeptFolder.class.getName())
                    .log(System.Logger.Level.DEBUG, "Can't write to " + lock.path(), e);
        }
    }

    /** The lock of a dead master is free before its container is gone. */
    private void awaitRelease() {
        long start = System.nanoTime();
        while (!LoopDevices.of(image()).isEmpty()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw inUse(folder, "a worker of a dead master, as " + LoopDevices.of(image()));
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    private static SpecException inUse(Path folder, String holder) {
        return new SpecException(
                FIELD,
                folder + " holds the disk of " + (holder.isEmpty() ? "another worker" : holder),
                "give each worker a folder of its own, or remove the one before the next");
    }

    /**
     * Sees that there is a file system: the one that was kept, made as large as this, or an empty
     * one.
     *
     * @throws SpecException if what was kept is larger or damaged
     */
    void prepare(long bytes) throws IOException {
        DiskImage image = new DiskImage(image());
        if (Files.exists(image.path())) {
            image.reuse(bytes);
            return;
        }
        // It has its name when it is whole: a master may be killed at any moment.
        DiskImage unfinished = new DiskImage(folder.resolve(UNFINISHED));
        Files.deleteIfExists(unfinished.path());
        try {
            unfinished.make(bytes, true);
            Files.move(unfinished.path(), image.path());
        } finally {
            Files.deleteIfExists(unfinished.path());
        }
    }

    /** The file with the file system, once it was {@link #prepare prepared}. */
    Path image() {
        return folder.resolve(IMAGE);
    }

    /** Lets others take it. */
    @Override
    public void close() {
        lock.close();
    }
}
