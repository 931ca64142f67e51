package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.server.SharedWorkerHost;
import dev.workerkit.tck.OwnJvm;
import dev.workerkit.tck.command.Tck;
import dev.workerkit.tck.leak.MarkedProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM at a selftest: shared workers outlive their masters, but not the TCK. */
class SelftestInterruptionTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path folder = Path.of("");

    private final String run = UUID.randomUUID().toString();

    @Test
    void leavesNoSharedWorkerBehind() throws IOException, InterruptedException {
        Process tck = start();
        try {
            Await.until(
                    "a shared worker runs",
                    LIMIT,
                    () -> ofTheRun().anyMatch(SelftestInterruptionTest::isSharedWorker));
            // As Ctrl-C does; but that is ignored by all that a shell runs in the background.
            tck.destroy();

            assertThat(tck.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(tck.exitValue()).as(said()).isEqualTo(2);
            assertThat(said()).contains("3 unproven. The run was interrupted.");
            Await.until("all of its processes have ended", () -> ofTheRun().findAny().isEmpty());
        } finally {
            tck.destroyForcibly();
            ofTheRun().forEach(ProcessHandle::destroyForcibly);
        }
        assertThat(foldersOfVerifications()).as(said()).isEmpty();
    }

    private List<Path> foldersOfVerifications() throws IOException {
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            return left.filter(each -> each.getFileName().toString().startsWith("tck-")).toList();
        }
    }

    /** What it has started inherits its environment. */
    private Stream<ProcessHandle> ofTheRun() {
        return MarkedProcesses.bearing("SELFTEST_RUN=" + run).stream();
    }

    private static boolean isSharedWorker(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .contains(SharedWorkerHost.class.getName());
        } catch (IOException e) {
            return false;
        }
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    private Process start() throws IOException {
        ProcessBuilder jvm =
                OwnJvm.builder(
                        Files.createDirectory(folder.resolve("tmp")),
                        List.of("-XX:-UsePerfData"),
                        Tck.class,
                        "selftest",
                        "--runtime",
                        "local",
                        "--requirement",
                        "WRK-SHARED-004,WRK-SHARED-008",
                        "--time-scale",
                        "2");
        jvm.environment().put("SELFTEST_RUN", run);
        return OwnJvm.start(
                jvm.directory(folder.toFile()).redirectOutput(folder.resolve("said").toFile()));
    }
}
