package dev.workerkit.container.disk;

import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Clears away the disks that a runtime left whose master died. */
public final class DiskSweep {

    private DiskSweep() {}

    /**
     * Takes away all that is mounted below the directory of a runtime, and lets go of the loop
     * devices that make disks of files below it. To be called when its containers are gone, and
     * before anything is deleted there: what is mounted may be a disk that is kept. Does nothing,
     * and needs no rights, if there is nothing; several may do it at once.
     *
     * @param runtimeDirectory the private directory of the dead runtime
     * @throws dev.workerkit.WorkerException if something stays; then nothing must be deleted
     */
    public static void clear(Path runtimeDirectory) {
        Path folder = real(runtimeDirectory);
        MountTable.below(folder).forEach(LoopMount::clear);
        LoopDevices.below(folder).forEach(LoopMount::detach);
    }

    /** The kernel tells real paths. */
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (NoSuchFileException e) {
            Path parent = folder.getParent();
            return parent == null ? folder : real(parent).resolve(folder.getFileName());
        } catch (IOException e) {
            throw new WorkerException(
                    "Tried to find " + folder + ": " + e + "; see that it can be read", e);
        }
    }
}
