package dev.workerkit.container.disk;

import dev.workerkit.Disk;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import dev.workerkit.os.Ownership;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The disk of a worker, mounted from when it is made until it is closed, over all incarnations
 * (WRK-MOUNT-002). Not safe for use by several threads.
 */
public final class WorkerDisk implements AutoCloseable {

    private static final String IMAGE = "image";
    private static final String TARGET = "mount";

    private final Path place;
    private final LoopMount mount;
    private final Ownership owner;
    private final Optional<KeptFolder> kept;
    private boolean closed;

    private WorkerDisk(Path place, LoopMount mount, Ownership owner, Optional<KeptFolder> kept) {
        this.place = place;
        this.mount = mount;
        this.owner = owner;
        this.kept = kept;
    }

    /**
     * Makes and mounts one.
     *
     * @param place a folder that is not there yet, by its real path
     */
    static WorkerDisk make(Path place, String worker, Disk disk, Ownership owner) {
        Optional<KeptFolder> kept = disk.directory().map(folder -> KeptFolder.take(folder, worker));
        Path image = kept.map(KeptFolder::image).orElse(place.resolve(IMAGE));
        WorkerDisk made =
                new WorkerDisk(place, new LoopMount(image, place.resolve(TARGET)), owner, kept);
        try {
            Files.createDirectories(made.mount.target());
            if (kept.isPresent()) {
                kept.get().prepare(disk.bytes());
            } else {
                new DiskImage(image).make(disk.bytes(), false);
            }
            made.mount.mount();
            return made;
        } catch (IOException e) {
            made.closeAfter(e);
            throw new WorkerException(
                    "Tried to make the disk of "
                            + worker
                            + " in "
                            + place
                            + ": "
                            + e
                            + "; look at the free space and the permissions there",
                    e);
        } catch (RuntimeException e) {
            made.closeAfter(e);
            throw e;
        }
    }

    private void closeAfter(Exception failure) {
        try {
            close();
        } catch (WorkerException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * A folder of the disk on this machine, made if it is not there. To be asked for anew for each
     * incarnation, while none runs: what a worker can write to, it can also turn into a link that
     * leads out of its disk.
     *
     * @param source a relative path that does not lead out, as in {@link
     *     dev.workerkit.Mount.Own#source}
     * @throws SpecException if something on the way is no folder
     */
    public Path folder(String source) {
        Path folder = mount.target();
        try {
            for (Path name : Path.of(source).normalize()) {
                folder = folder.resolve(name);
                makeFolder(folder);
            }
            owner.give(folder);
            return folder;
        } catch (IOException e) {
            throw new WorkerException(
                    "Tried to make the folder '"
                            + source
                            + "' of a worker's disk: "
                            + e
                            + "; look at the space on the disk and at the log of the system",
                    e);
        }
    }

    private void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
            owner.give(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new SpecException(
                        "mounts",
                        "'" + mount.target().relativize(folder) + "' of the disk is not a folder",
                        "the worker has put a file or a link in its place; take another source");
            }
        }
    }

    /** Says that it will be closed soon: whoever wants the folder that keeps it waits for that. */
    public void release() {
        kept.ifPresent(KeptFolder::release);
    }

    /** Unmounts it, and deletes it unless it is kept. No container may have it any more. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        try {
            mount.unmount();
            if (kept.isEmpty()) {
                Files.deleteIfExists(mount.image());
            }
            Files.deleteIfExists(mount.target());
            Files.deleteIfExists(place);
            closed = true;
        } catch (IOException e) {
            throw new WorkerException(
                    "Tried to delete the disk in " + place + ": " + e + "; delete it by hand", e);
        } finally {
            kept.ifPresent(KeptFolder::close);
        }
    }
}
