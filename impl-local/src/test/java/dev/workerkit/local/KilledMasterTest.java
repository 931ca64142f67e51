package dev.workerkit.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;

/** Nothing outlives a master that is killed: no process, socket, channel or log. */
class KilledMasterTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** All processes that come of the master inherit it, but for the guard. */
    private final String mark = "TEST_MARK=" + UUID.randomUUID();

    @RepeatedTest(3)
    void killedInTheMidstOfItsWork() throws Exception {
        Process master = start();
        Path socket = null;
        boolean busy = false;
        try (BufferedReader told =
                new BufferedReader(
                        new InputStreamReader(master.getInputStream(), StandardCharsets.UTF_8))) {
            while (socket == null || !busy) {
                String line = told.readLine();
                assertThat(line).as("the master lives").isNotNull();
                socket = line.endsWith(".control") ? Path.of(line) : socket;
                busy |= line.equals("busy");
            }
        }
        Path directory = socket.getParent().getParent();
        assertThat(marked()).as("master, two workers, two sleepers").hasSizeGreaterThan(3);

        master.destroyForcibly().waitFor();

        Await.until("no process is left", LIMIT, () -> marked().isEmpty());
        Await.until("no directory is left", LIMIT, () -> !Files.exists(directory));
        Path logs =
                Path.of(System.getProperty("java.io.tmpdir"))
                        .resolve(directory.getParent().getFileName())
                        .resolve(directory.getFileName());
        Await.until("no log is left", LIMIT, () -> !Files.exists(logs));
    }

    private Process start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                BusyMaster.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        String[] variable = mark.split("=");
        builder.environment().put(variable[0], variable[1]);
        return builder.start();
    }

    private List<String> marked() {
        List<String> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : (Iterable<Path>) processes::iterator) {
                if (process.getFileName().toString().matches("\\d+") && isMarked(process)) {
                    found.add(process.getFileName().toString());
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return found;
    }

    private boolean isMarked(Path process) {
        try {
            byte[] environment = Files.readAllBytes(process.resolve("environ"));
            return new String(environment, StandardCharsets.ISO_8859_1).contains(mark);
        } catch (IOException e) {
            // It has ended meanwhile.
            return false;
        }
    }
}
