package dev.workerkit.benchmarks.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The machine.
 *
 * @param processor the model, as the kernel tells it
 * @param processors how many this process may use
 * @param kernel name and version
 * @param arch of the processors
 * @param memoryMebibytes in all
 * @param sharedMemoryMebibytes that are free in {@code /dev/shm}
 * @param governor how the clock of the processors is set; {@code unknown} where that is not told
 * @param hypervisor whether it is a virtual machine
 * @param loadBefore how many threads wanted to run in the minute before the run
 * @param java version and vendor of the JDK
 */
public record Machine(
        String processor,
        int processors,
        String kernel,
        String arch,
        long memoryMebibytes,
        long sharedMemoryMebibytes,
        String governor,
        boolean hypervisor,
        double loadBefore,
        String java) {

    private static final String UNKNOWN = "unknown";

    /** This machine, now. */
    public static Machine current() throws IOException {
        List<String> processor = lines(Path.of("/proc/cpuinfo"));
        return new Machine(
                field(processor, "model name"),
                Processors.allowed().size(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("os.arch"),
                memory(),
                SharedMemory.freeBytes() >> 20,
                first(Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")),
                field(processor, "flags").contains("hypervisor"),
                load(),
                System.getProperty("java.version") + ", " + System.getProperty("java.vendor"));
    }

    private static String field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static long memory() {
        String kibibytes = field(lines(Path.of("/proc/meminfo")), "MemTotal").split(" ")[0];
        return kibibytes.equals(UNKNOWN) ? 0 : Long.parseLong(kibibytes) >> 10;
    }

    private static double load() {
        String load = first(Path.of("/proc/loadavg")).split(" ")[0];
        return load.equals(UNKNOWN) ? 0 : Double.parseDouble(load);
    }

    private static String first(Path file) {
        return lines(file).stream().findFirst().orElse(UNKNOWN);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return List.of();
        }
    }
}
