package dev.workerkit.tck.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.report.ReportJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C at a run beside another JVM: a terminal sends it to both. */
class ForkedInterruptionTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void bothEndInGoodOrder() throws IOException, InterruptedException {
        Process tck = start();
        try {
            awaitLine(tck, "waiting");
            List<ProcessHandle> all =
                    Stream.concat(Stream.of(tck.toHandle()), tck.descendants()).toList();
            assertThat(all).hasSize(2);
            all.forEach(ProcessHandle::destroy);

            assertThat(tck.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(tck.exitValue()).isEqualTo(2);
            assertThat(all).noneMatch(ProcessHandle::isAlive);
        } finally {
            tck.destroyForcibly();
        }
        assertThat(ReportJson.read(folder.resolve("report/conformance.json")).interrupted())
                .isTrue();
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    /** The runtime's JVM prints to a file, as the run has a report. */
    private void awaitLine(Process tck, String line) throws IOException, InterruptedException {
        Path log = folder.resolve("report/runtime.log");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(log) || !Files.readAllLines(log).contains(line)) {
            assertThat(tck.isAlive() && System.nanoTime() < deadline).as(line).isTrue();
            Thread.sleep(20);
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp")),
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path",
                                System.getProperty("java.class.path", "")),
                        SampleMain.class.getName(),
                        "--forking",
                        "endless",
                        "run",
                        "--runtime",
                        "fake",
                        "--parallel",
                        "1",
                        "--report",
                        folder.resolve("report").toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
