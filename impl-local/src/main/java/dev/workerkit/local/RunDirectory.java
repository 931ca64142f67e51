package dev.workerkit.local;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The private directories of one runtime, in memory for sockets and channels and on disk for logs,
 * and the token that names both and marks the runtime's processes.
 *
 * <p>Opening one also clears away what runtimes of this user left whose master and guard were both
 * killed: their processes first, then their directories.
 */
final class RunDirectory implements AutoCloseable {

    private final String token;
    private final LockedDirectory memory;
    private final LockedDirectory disk;

    private RunDirectory(String token, LockedDirectory memory, LockedDirectory disk) {
        this.token = token;
        this.memory = memory;
        this.disk = disk;
    }

    /**
     * Creates the directories of a new runtime.
     *
     * @throws dev.workerkit.WorkerException if there is no safe place for them
     */
    static RunDirectory create(RunPlace place) {
        String token = place.token();
        LockedDirectory memory = LockedDirectory.create(place.memoryBase(), token, place.guest());
        RunDirectory created;
        try {
            LockedDirectory disk =
                    place.isOne()
                            ? memory
                            : LockedDirectory.create(place.diskBase(), token, Optional.empty());
            created = new RunDirectory(token, memory, disk);
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
        try {
            LockedDirectory.sweep(place.memoryBase(), RunDirectory::killOrphans);
            LockedDirectory.sweep(place.diskBase(), RunDirectory::killOrphans);
        } catch (RuntimeException e) {
            created.close();
            throw e;
        }
        return created;
    }

    /** The token: the value of {@link Marker#RUNTIME} in all processes of the runtime. */
    String token() {
        return token;
    }

    /** Where sockets and channels go: in memory if the machine has a place for that. */
    Path path() {
        return memory.path();
    }

    /** Where logs go, on disk, if nobody says otherwise. */
    Path logs() {
        return disk.path();
    }

    /** Deletes all directories. */
    @Override
    public void close() {
        try (memory) {
            disk.close();
        }
    }

    private static void killOrphans(String token) {
        ProcessTree.ofRuntime(token).kill();
    }
}
