package dev.workerkit.tck.verification;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.RuntimeOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A JDK whose {@code java} stays with the JVM until that ends, and writes down its exit code: the
 * exit code of a worker that belongs to nobody is told to nobody.
 */
final class ExitTelling {

    private static final String SCRIPT =
            """
            #!/bin/sh
            exec 8<&0
            '%1$s' "$@" <&8 8<&- &
            java=$!
            exec 0</dev/null 3<&- 8<&-
            trap 'kill $java' TERM
            wait $java; code=$?
            while kill -0 $java 2>/dev/null; do wait $java; code=$?; done
            echo $java $code >> '%2$s/exits'
            """;

    private final Path folder;

    private ExitTelling(Path folder) {
        this.folder = folder;
    }

    /** Makes one in the folder. */
    static ExitTelling in(Path folder) {
        Path real = Path.of(System.getProperty("java.home"));
        Path home = folder.resolve("jdk");
        try {
            Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
            Files.writeString(java, SCRIPT.formatted(real.resolve("bin/java"), folder));
            Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.copy(real.resolve("release"), home.resolve("release"));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make a JDK in " + home, e);
        }
        return new ExitTelling(folder);
    }

    /** Of a runtime whose workers it runs. */
    RuntimeOptions options() {
        return RuntimeOptions.defaults()
                .withBootstrap(
                        BootstrapProfile.defaults()
                                .withJavaHome(folder.resolve("jdk"))
                                .withClassDataArchive(false));
    }

    /** The exit code of a process, or 128 and a signal, as soon as it is known. */
    int exitOf(long pid) {
        return Stage.session()
                .await(
                        "the exit code of " + pid + " is known",
                        this::exits,
                        lines -> lines.stream().anyMatch(line -> line.startsWith(pid + " ")))
                .stream()
                .filter(line -> line.startsWith(pid + " "))
                .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private List<String> exits() {
        Path file = folder.resolve("exits");
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file, e);
        }
    }
}
