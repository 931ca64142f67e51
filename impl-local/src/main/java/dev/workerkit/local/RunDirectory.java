package dev.workerkit.local;

import com.sun.jna.Memory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/**
 * The private directories of one runtime, in memory for sockets and channels and on disk for logs,
 * and the token that names both and marks the runtime's processes.
 *
 * <p>Opening one also clears away what runtimes of this user left whose master and guard were both
 * killed: their processes first, then their directories.
 */
final class RunDirectory implements AutoCloseable {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int TOKEN_LENGTH = 8;

    private final String token;
    private final LockedDirectory memory;
    private final LockedDirectory disk;

    private RunDirectory(String token, LockedDirectory memory, LockedDirectory disk) {
        this.token = token;
        this.memory = memory;
        this.disk = disk;
    }

    /**
     * Opens the directories of a new runtime.
     *
     * @throws dev.workerkit.WorkerException if there is no safe place for them
     */
    static RunDirectory open() {
        LibC.require();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return open(isUsableMemory(SHARED_MEMORY) ? SHARED_MEMORY : temporary, temporary);
    }

    /** Opens directories under other bases, which may be the same. */
    static RunDirectory open(Path memoryBase, Path diskBase) {
        LibC.require();
        String token = newToken();
        LockedDirectory memory = LockedDirectory.create(memoryBase, token);
        RunDirectory opened;
        try {
            boolean same = LockedDirectory.home(memoryBase).equals(LockedDirectory.home(diskBase));
            LockedDirectory disk = same ? memory : LockedDirectory.create(diskBase, token);
            opened = new RunDirectory(token, memory, disk);
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
        try {
            LockedDirectory.sweep(memoryBase, RunDirectory::killOrphans);
            LockedDirectory.sweep(diskBase, RunDirectory::killOrphans);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
        return opened;
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

    /** All directories, for the guard to delete. */
    List<Path> all() {
        return disk == memory ? List.of(memory.path()) : List.of(disk.path(), memory.path());
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

    private static boolean isUsableMemory(Path directory) {
        try (Memory result = new Memory(512)) {
            return Files.isWritable(directory)
                    && LibC.statfs(directory.toString(), result) == 0
                    && result.getNativeLong(0).longValue() == LibC.TMPFS_MAGIC;
        }
    }

    private static String newToken() {
        SecureRandom random = new SecureRandom();
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < TOKEN_LENGTH; i++) {
            token.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return token.toString();
    }
}
