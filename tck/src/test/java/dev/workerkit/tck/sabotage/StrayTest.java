package dev.workerkit.tck.sabotage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.WorkerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StrayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** For a time that no other process sleeps. */
    private final String sleep =
            "sleep " + ThreadLocalRandom.current().nextInt(100_000_000, 1_000_000_000);

    private final WorkerSpec family =
            WorkerSpec.command("/bin/sh", "-c", "setsid %1$s & ( %1$s & ); %1$s".formatted(sleep));

    @Test
    void itsWholeFamilyEndsWhenItIsClosed() {
        try (Stray stray = Stray.of(family).orElseThrow()) {
            awaitSleepers(3);
            assertThat(stray).isNotNull();
        }

        assertThat(sleepers()).isEmpty();
    }

    @Test
    void itEndsWhenItsFileIsGoneThoughNobodyClosesIt() throws IOException {
        Stray.of(family).orElseThrow();
        List<Long> sleepers = awaitSleepers(3);

        Files.delete(fileOf(sleepers.get(0)));

        awaitSleepers(0);
    }

    @Test
    void aJavaWorkerHasNone() {
        assertThat(Stray.of(WorkerSpec.of(StrayTest.class))).isEmpty();
    }

    private List<Long> awaitSleepers(int count) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Long> found = sleepers();
        while (found.size() != count && System.nanoTime() < end) {
            LockSupport.parkNanos(10_000_000);
            found = sleepers();
        }
        assertThat(found).hasSize(count);
        return found;
    }

    private List<Long> sleepers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").endsWith("/" + sleep))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static Path fileOf(long pid) throws IOException {
        String variables =
                Files.readString(
                        Path.of("/proc", Long.toString(pid), "environ"),
                        StandardCharsets.ISO_8859_1);
        return Stream.of(variables.split("\0"))
                .filter(variable -> variable.startsWith("TCK_STRAY="))
                .map(variable -> Path.of(variable.substring("TCK_STRAY=".length())))
                .findFirst()
                .orElseThrow();
    }
}
