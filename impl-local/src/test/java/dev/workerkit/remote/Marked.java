package dev.workerkit.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Finds processes by a variable that they and all that came of them have. */
final class Marked {

    static final String VARIABLE = "TEST_MARK";

    private final String value = UUID.randomUUID().toString();

    String value() {
        return value;
    }

    /** Those whose command line has this word. */
    List<ProcessHandle> running(String word) {
        List<ProcessHandle> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : (Iterable<Path>) processes::iterator) {
                String pid = process.getFileName().toString();
                if (pid.matches("\\d+")
                        && read(process.resolve("environ")).contains(VARIABLE + "=" + value)
                        && List.of(read(process.resolve("cmdline")).split("\0")).contains(word)) {
                    ProcessHandle.of(Long.parseLong(pid)).ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    static void signal(String name, ProcessHandle process) throws Exception {
        int code =
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new AssertionError("kill -" + name + " ended with " + code);
        }
    }
}
