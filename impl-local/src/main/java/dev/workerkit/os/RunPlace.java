package dev.workerkit.os;

import com.sun.jna.Memory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * Where the directories of a runtime will be. Known before they are there, so that the guard is on
 * watch when the first of them is created: a master may be killed at any moment.
 *
 * @param kind of runtime
 * @param token names the directories and marks what the runtime runs
 * @param memoryBase for what should be in memory
 * @param diskBase for what should be on disk; may be the same
 * @param guest whom the workers run as, if that is another user
 */
public record RunPlace(
        RunKind kind, String token, Path memoryBase, Path diskBase, Optional<Ownership> guest) {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int TOKEN_LENGTH = 8;

    /** A new one at the machine's usual places. */
    public static RunPlace choose(RunKind kind, Optional<Ownership> guest) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return new RunPlace(
                kind,
                newToken(),
                isUsableMemory(SHARED_MEMORY) ? SHARED_MEMORY : temporary,
                temporary,
                guest);
    }

    /** A new one under these bases. */
    public static RunPlace in(RunKind kind, Path memoryBase, Path diskBase) {
        return new RunPlace(kind, newToken(), memoryBase, diskBase, Optional.empty());
    }

    /** Whether there is one directory for both. */
    boolean isOne() {
        return memory().equals(disk());
    }

    /** All directories, for the guard to delete. */
    public List<Path> all() {
        return isOne() ? List.of(memory()) : List.of(disk(), memory());
    }

    /** What the directory in memory is in. */
    Path memoryHome() {
        return LockedDirectory.home(kind, memoryBase, guest);
    }

    /** What the directory on disk is in. */
    Path diskHome() {
        return LockedDirectory.home(kind, diskBase, Optional.empty());
    }

    private Path memory() {
        return memoryHome().resolve(token);
    }

    private Path disk() {
        return diskHome().resolve(token);
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
