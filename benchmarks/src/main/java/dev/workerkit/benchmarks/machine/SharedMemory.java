package dev.workerkit.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file system in memory. */
public final class SharedMemory {

    private static final Path SHM = Path.of("/dev/shm");

    private SharedMemory() {}

    /** Where it is; the temporary folder where there is none. */
    public static Path folder() {
        return Files.isWritable(SHM) ? SHM : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** How much of it is free. */
    public static long freeBytes() throws IOException {
        return Files.getFileStore(folder()).getUsableSpace();
    }
}
