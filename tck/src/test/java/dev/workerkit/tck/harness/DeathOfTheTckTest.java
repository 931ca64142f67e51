package dev.workerkit.tck.harness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.OwnJvm;
import dev.workerkit.tck.command.Tck;
import dev.workerkit.tck.fixture.MasterMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the TCK dies of, nothing that stands behind a harness lives on. */
class DeathOfTheTckTest {

    private static final String VARIABLE = "WORKERKIT_DEATH_TEST";
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
    private static final Path HARNESS =
            Path.of("src/test/harness/reference/harness.py").toAbsolutePath();

    @TempDir private Path folder = Path.of("");

    private final String mark = UUID.randomUUID().toString();

    @AfterEach
    void leaveNothing() {
        descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** All that bear the mark in their environment, wherever they hang. */
    private List<ProcessHandle> descendants() {
        return ProcessHandle.allProcesses().filter(this::isMarked).toList();
    }

    private boolean isMarked(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/environ"), UTF_8)
                    .contains(VARIABLE + "=" + mark);
        } catch (IOException e) {
            // It is gone, or another user's.
            return false;
        }
    }

    private List<ProcessHandle> await(String what, Predicate<List<ProcessHandle>> condition)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        List<ProcessHandle> now = descendants();
        while (!condition.test(now)) {
            assertThat(System.nanoTime()).as("%s; there are %s", what, now).isLessThan(end);
            Thread.onSpinWait();
            now = descendants();
        }
        return now;
    }

    private static Stream<ProcessHandle> running(List<ProcessHandle> processes, String word) {
        return processes.stream()
                .filter(
                        each ->
                                each.info()
                                        .commandLine()
                                        .filter(l -> l.contains(word))
                                        .isPresent());
    }

    @Test
    void aMasterBehindAHarnessEndsWhenNobodyHoldsIt() throws IOException, InterruptedException {
        ProcessBuilder builder =
                OwnJvm.builder(
                        folder,
                        Harness.of("python3 " + HARNESS).settings(),
                        MasterMain.class,
                        "reference",
                        "stay",
                        folder.toString(),
                        "sleep 1000");
        builder.environment().put(VARIABLE, mark);
        Process master = builder.start();
        try (BufferedReader output = master.inputReader()) {
            assertThat(output.lines().anyMatch(line -> line.startsWith(MasterMain.UP))).isTrue();
            assertThat(running(descendants(), "sleep 1000")).isNotEmpty();

            // As the kernel does it for a TCK that is killed.
            master.getOutputStream().close();

            await("all have ended", List::isEmpty);
        }
    }

    @Test
    void aSigtermLeavesNeitherMastersNorHarnesses() throws IOException, InterruptedException {
        ProcessBuilder builder =
                OwnJvm.builder(
                        folder,
                        List.of(),
                        Tck.class,
                        "run",
                        "--harness",
                        "python3 " + HARNESS,
                        "--requirement",
                        "WRK-STOP-010",
                        "--report",
                        folder.resolve("report").toString());
        builder.environment().put(VARIABLE, mark);
        Process tck = builder.redirectOutput(folder.resolve("said").toFile()).start();
        await(
                "a master JVM and its harness run",
                now ->
                        !tck.isAlive()
                                || running(now, MasterMain.class.getName()).findAny().isPresent());

        tck.destroy();

        assertThat(tck.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(tck.exitValue()).as(Files.readString(folder.resolve("said"))).isEqualTo(2);
        await("all have ended", List::isEmpty);
    }
}
