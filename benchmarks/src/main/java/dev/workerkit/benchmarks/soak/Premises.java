package dev.workerkit.benchmarks.soak;

import dev.workerkit.benchmarks.machine.SharedMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folders of the runtime in this process, in shared memory and on disk. Others run on the same
 * machine, so it counts as ours what this process has mapped, and what is named as that.
 */
final class Premises {

    private static final Pattern MAPPED = Pattern.compile("/workerkit-[^/\\s]+/([^/\\s]+)/");

    private final List<Path> inMemory;
    private final List<Path> onDisk;

    private Premises(List<Path> inMemory, List<Path> onDisk) {
        this.inMemory = inMemory;
        this.onDisk = onDisk;
    }

    /** Of the runtime that is open; its channels must be, too. */
    static Premises find() throws IOException {
        Set<String> names = new HashSet<>();
        Matcher mapped =
                MAPPED.matcher(
                        Files.readString(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1));
        while (mapped.find()) {
            names.add(mapped.group(1));
        }
        Path disk = Path.of(System.getProperty("java.io.tmpdir"));
        return new Premises(
                named(SharedMemory.folder(), names),
                SharedMemory.folder().equals(disk) ? List.of() : named(disk, names));
    }

    private static List<Path> named(Path base, Set<String> names) {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> homes = Files.list(base)) {
            for (Path home :
                    homes.filter(path -> path.getFileName().toString().startsWith("workerkit-"))
                            .toList()) {
                names.stream().map(home::resolve).filter(Files::isDirectory).forEach(found::add);
            }
        } catch (IOException | UncheckedIOException e) {
            // A folder that can't be read is not ours.
        }
        return found;
    }

    /** What its files in shared memory use, in bytes, if that can be told. */
    Optional<Double> memoryBytes() throws InterruptedException {
        return used(inMemory);
    }

    /** What its files on disk use. */
    Optional<Double> diskBytes() throws InterruptedException {
        return used(onDisk);
    }

    /** By du, for files are sparse, and Java tells their lengths alone. */
    private static Optional<Double> used(List<Path> folders) throws InterruptedException {
        if (folders.isEmpty()) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(List.of("du", "-s", "-B1"));
        folders.forEach(folder -> command.add(folder.toString()));
        try {
            Process du =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String told = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            du.waitFor();
            // It complains of files that are deleted meanwhile, and counts the others.
            return Optional.of(
                    told.lines()
                            .mapToDouble(line -> Double.parseDouble(line.split("\t")[0]))
                            .sum());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Those that are still there. */
    List<String> leftOver() {
        return Stream.concat(inMemory.stream(), onDisk.stream())
                .filter(Files::exists)
                .map(Path::toString)
                .toList();
    }
}
