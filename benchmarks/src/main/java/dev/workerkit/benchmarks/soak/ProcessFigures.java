package dev.workerkit.benchmarks.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a process uses, as the kernel tells it.
 *
 * @param residentBytes memory, with all that is mapped
 * @param descriptors how many are open
 * @param threads how many it has
 */
record ProcessFigures(double residentBytes, double descriptors, double threads) {

    private static final int KIBI = 1024;

    /** Of a process, unless it is gone. */
    static Optional<ProcessFigures> of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            String status =
                    Files.readString(process.resolve("status"), StandardCharsets.ISO_8859_1);
            return Optional.of(
                    new ProcessFigures(
                            KIBI * field(status, "VmRSS:"),
                            open.count(),
                            field(status, "Threads:")));
        } catch (IOException | UncheckedIOException e) {
            // It has ended, or is about to.
            return Optional.empty();
        }
    }

    private static double field(String status, String name) throws IOException {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip().split(" ")[0])
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElseThrow(() -> new IOException("There is no " + name));
    }
}
