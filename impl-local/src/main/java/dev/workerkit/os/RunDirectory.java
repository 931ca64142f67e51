package dev.workerkit.os;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The private directories of one runtime, in memory for sockets and channels and on disk for logs,
 * and the token that names both and marks what the runtime runs.
 *
 * <p>Opening one also clears away what runtimes of this user and of the same kind left whose master
 * and guard were both killed: what they ran first, then their directories.
 */
public final class RunDirectory implements AutoCloseable {

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
     * @param endRemains ends what a runtime left that is dead, given its token; if that throws a
     *     {@link dev.workerkit.WorkerException}, its directories stay for the next master
     * @throws dev.workerkit.WorkerException if there is no safe place for them
     */
    public static RunDirectory create(RunPlace place, Consumer<String> endRemains) {
        String token = place.token();
        LockedDirectory memory = LockedDirectory.create(place.memoryHome(), token, place.guest());
        RunDirectory created;
        try {
            LockedDirectory disk =
                    place.isOne()
                            ? memory
                            : LockedDirectory.create(place.diskHome(), token, Optional.empty());
            created = new RunDirectory(token, memory, disk);
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
        try {
            LockedDirectory.sweep(place.kind(), place.memoryBase(), endRemains);
            LockedDirectory.sweep(place.kind(), place.diskBase(), endRemains);
        } catch (RuntimeException e) {
            created.close();
            throw e;
        }
        return created;
    }

    /** The token, which all has that the runtime runs: see {@link Marker#RUNTIME}. */
    public String token() {
        return token;
    }

    /** Where sockets and channels go: in memory if the machine has a place for that. */
    public Path path() {
        return memory.path();
    }

    /** Where logs go, on disk, if nobody says otherwise. */
    public Path logs() {
        return disk.path();
    }

    /** Deletes all directories. */
    @Override
    public void close() {
        try (memory) {
            disk.close();
        }
    }
}
