package dev.workerkit.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.ContainerSpec;
import dev.workerkit.container.engine.Engine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code workerkit exec} as an operator uses it: as a process, in a terminal and without. */
@NeedsEngine
@Timeout(120)
class ExecCommandTest {

    @TempDir private Path folder;

    private final String id = "shell-" + UUID.randomUUID().toString().substring(0, 8);
    private Engine engine;
    private Container container;

    @BeforeEach
    void start() {
        engine = Engine.connect(Optional.empty());
        container =
                engine.containers()
                        .create(
                                ContainerSpec.of(TestImage.in(engine), "workerkit-test-" + id)
                                        .withCommand(List.of("/bin/sleep", "600"))
                                        .withInit(true)
                                        .withLabels(Map.of(WorkerLabels.WORKER, id)));
        container.start();
    }

    @AfterEach
    void remove() {
        container.remove();
        engine.close();
    }

    private static List<String> words(String... call) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.workerkit.cli.Workerkit",
                                "exec"));
        words.addAll(List.of(call));
        return words;
    }

    private Process begin(List<String> words) throws IOException {
        return new ProcessBuilder(words)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private void awaitOutput(Process process, String wanted) throws Exception {
        while (!text("out").contains(wanted)) {
            assertThat(process.isAlive()).as(text("out") + text("err")).isTrue();
            Thread.sleep(20);
        }
    }

    private static int status(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void aCommandIsHandedItsInputAndItsOutputAndCodeAreHandedBack() throws Exception {
        Process exec =
                begin(words(id, "--runtime", "container", "sh", "-c", "cat; echo bad >&2; exit 9"));
        try (OutputStream input = exec.getOutputStream()) {
            input.write("given\n".getBytes(UTF_8));
        }

        assertThat(status(exec)).isEqualTo(9);
        assertThat(text("out")).isEqualTo("given\n");
        assertThat(text("err")).endsWith("bad\n");
    }

    @Test
    void inATerminalAShellHasOneToo() throws Exception {
        // The terminal is made by script(1), whose own input is a pipe.
        Process shell =
                begin(
                        List.of(
                                "script",
                                "-qec",
                                "stty rows 31 cols 101; " + String.join(" ", words(id)),
                                "/dev/null"));
        OutputStream keys = shell.getOutputStream();
        awaitOutput(shell, "# ");
        keys.write("stty size; sleep 600\r".getBytes(UTF_8));
        keys.flush();
        awaitOutput(shell, "31 101");

        // Ctrl-C ends what the shell waits for, and not us.
        keys.write(3);
        keys.write("exit 42\r".getBytes(UTF_8));
        keys.flush();

        assertThat(status(shell)).as(text("out")).isEqualTo(42);
    }

    @Test
    void aCommandEndsWithWhoAskedForIt() throws Exception {
        Process exec = begin(words(id, "sh", "-c", "echo up; sleep 601; echo late"));
        awaitOutput(exec, "up\n");

        exec.destroy();

        assertThat(status(exec)).isEqualTo(128 + 15);
        while (container.pids().size() > 2) {
            Thread.sleep(20);
        }
    }

    @Test
    void aWorkerThatIsNotKnownIsRefusedWithThoseThatAre() throws Exception {
        Process exec = begin(words("no-such-worker", "ls"));

        assertThat(status(exec)).isEqualTo(64);
        assertThat(text("err")).contains("'no-such-worker' runs").contains(id);
    }
}
