package dev.workerkit;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A worker's own disk: what its {@link Mount.Own} folders hold all together (WRK-MOUNT-003).
 * Immutable. It lives as long as the worker, over all incarnations, or is kept.
 *
 * @param bytes how much it holds at most, from 1 MiB
 * @param directory where it is kept after the worker is removed, and found again by the next worker
 *     with the same folder, one at a time; absolute (WRK-MOUNT-007)
 */
public record Disk(long bytes, Optional<Path> directory) {

    /** The smallest disk, in bytes. */
    public static final long LEAST_BYTES = 1L << 20;

    /** Checks the values. */
    public Disk {
        if (bytes < LEAST_BYTES) {
            throw new SpecException(
                    "disk.bytes",
                    bytes + " bytes are too few for a file system",
                    "use " + LEAST_BYTES + " (1 MiB) or more");
        }
        if (directory.isPresent() && !directory.get().isAbsolute()) {
            throw new SpecException(
                    "disk.directory", directory.get() + " is not absolute", "use an absolute path");
        }
    }

    /** One of this size, in bytes, that is gone with the worker. */
    public static Disk of(long bytes) {
        return new Disk(bytes, Optional.empty());
    }

    /** The same, kept in this folder. */
    public Disk keptIn(Path newDirectory) {
        return new Disk(bytes, Optional.of(newDirectory));
    }
}
