package dev.workerkit.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How much memory the processes of a container may hold before it is recycled, as {@code ps} shows
 * it: what two processes share counts for both. What the control group tells is another number, with
 * pages of files that nobody holds.
 *
 * @param processes of the container
 * @param bytes of resident memory
 * @param recycle is told why, again and again
 */
record HeldMemory(HostProcesses processes, long bytes, Consumer<String> recycle) {

    private static final String RESIDENT = "VmRSS";
    private static final int BYTES_PER_UNIT = 1024;

    /** Tells if it is too much. */
    void weigh() {
        long held = processes.all().stream().mapToLong(HeldMemory::resident).sum();
        if (held > bytes) {
            recycle.accept("its processes hold " + held + " bytes of memory, more than " + bytes);
        }
    }

    private static long resident(long pid) {
        try {
            return Files.readAllLines(
                            Path.of("/proc", Long.toString(pid), "status"),
                            StandardCharsets.ISO_8859_1)
                    .stream()
                    .map(line -> line.split("[:\\s]+"))
                    .filter(words -> words[0].equals(RESIDENT))
                    .mapToLong(words -> Long.parseLong(words[1]) * BYTES_PER_UNIT)
                    .sum();
        } catch (IOException e) {
            // It has ended.
            return 0;
        }
    }
}
