package dev.workerkit.container.disk;

import dev.workerkit.Disk;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import dev.workerkit.os.Ownership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes the disks of a runtime's workers: ext4 file systems in sparse files, loop-mounted below the
 * runtime's private directory, where {@link DiskSweep} finds them if the master dies. Only root can
 * do that. There is nothing to fall back on: a volume in memory is gone with each incarnation.
 *
 * <p>The file is as large as the limit, and the file system's own tables are in it: of 1 MiB about
 * 92 % can be used, of 16 MiB and more about 95 %, less a journal where it is kept. As the file is
 * sparse, a limit is no promise that the machine has that much room.
 *
 * <p>Safe for use by several threads, which do not wait for each other.
 */
public final class Disks {

    private static final String FOLDER = "disks";

    /** Known once for a process: what it was able to do. What was in its way may go. */
    private static boolean possible;

    private final Path folder;
    private @Nullable Optional<String> missing;
    private final AtomicLong made = new AtomicLong();

    private Disks(Path folder) {
        this.folder = folder;
    }

    /** Those of a runtime with this private directory, on disk and not in memory. */
    public static Disks of(Path runtimeDirectory) {
        try {
            return new Disks(runtimeDirectory.toRealPath().resolve(FOLDER));
        } catch (IOException e) {
            throw new WorkerException(
                    "Tried to find " + runtimeDirectory + ": " + e + "; see that it is there", e);
        }
    }

    /**
     * Why no worker can have a disk here (WRK-MOUNT-006); empty if workers can. The first call makes
     * a disk to see, and takes a tenth of a second, unless the process has made one before.
     */
    public Optional<String> missing() {
        synchronized (Disks.class) {
            if (missing == null) {
                missing = possible ? Optional.empty() : DiskProbe.missing(this::tryOut);
                possible = missing.isEmpty();
            }
            return missing;
        }
    }

    private void tryOut() {
        make("probe", Disk.of(Disk.LEAST_BYTES), new Ownership(0, 0)).close();
    }

    /**
     * Makes the disk of a worker, or takes the one that was kept.
     *
     * @param worker its name, for messages
     * @param owner whose the folders on it are
     * @throws SpecException if the folder that keeps it can't be used or is in use, or holds a
     *     larger one
     * @throws WorkerException if it can't be made
     */
    public WorkerDisk make(String worker, Disk disk, Ownership owner) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new WorkerException(
                    "Tried to make " + folder + ": " + e + "; look at the free space there", e);
        }
        Path place = folder.resolve(String.valueOf(made.incrementAndGet()));
        return WorkerDisk.make(place, worker, disk, owner);
    }
}
