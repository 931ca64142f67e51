package dev.workerkit.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.ExecSpec;
import dev.workerkit.Execution;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.SpecException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerId;
import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.ContainerSpec;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.spi.RunningWorker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is seen, from outside, of containers that have the labels of workers. */
@NeedsEngine
@Timeout(60)
class EngineWorkersTest {

    private final String id = "web-" + UUID.randomUUID().toString().substring(0, 8);
    private Engine engine;
    private EngineWorkers workers;
    private Container container;

    @BeforeEach
    void start() {
        engine = Engine.connect(Optional.empty());
        workers = new EngineWorkers(Engine.connect(Optional.empty()));
        container =
                engine.containers()
                        .create(
                                ContainerSpec.of(TestImage.in(engine), "workerkit-test-" + id)
                                        .withCommand(List.of("/bin/sleep", "600"))
                                        .withInit(true)
                                        .withLabels(
                                                Map.of(
                                                        WorkerLabels.WORKER,
                                                        id,
                                                        WorkerLabels.NAME,
                                                        "Web",
                                                        WorkerLabels.INCARNATION,
                                                        "3")));
    }

    @AfterEach
    void remove() {
        container.remove();
        workers.close();
        engine.close();
    }

    private Optional<RunningWorker> seen() {
        return workers.list().stream()
                .filter(worker -> worker.id().equals(new WorkerId(id)))
                .findFirst();
    }

    private Execution exec(String... words) {
        return workers.exec(seen().orElseThrow(), ExecSpec.of(words));
    }

    private static String text(Execution execution) throws IOException {
        return new String(execution.output().readAllBytes(), UTF_8);
    }

    private static int code(Execution execution) throws Exception {
        return execution.exitCode().get(20, TimeUnit.SECONDS);
    }

    @Test
    void aWorkerIsSeenWhileItRuns() {
        assertThat(seen()).isEmpty();
        container.start();

        RunningWorker worker = seen().orElseThrow();

        assertThat(worker.name()).isEqualTo("Web");
        assertThat(worker.incarnation()).isEqualTo(3);
        // Podman names a registry, and be it this machine.
        assertThat(worker.image().orElseThrow()).endsWith(TestImage.NAME);
        assertThat(Duration.between(worker.since(), Instant.now()))
                .isLessThan(Duration.ofMinutes(1));
        assertThat(worker.paused()).isFalse();
        container.kill("SIGKILL");
        container.exit().join();
        assertThat(seen()).isEmpty();
    }

    @Test
    void aCommandReadsWritesAndTellsItsCode() throws Exception {
        container.start();

        try (Execution cat = exec("sh", "-c", "cat; echo bad >&2; exit 7")) {
            try (OutputStream input = cat.input()) {
                input.write("given".getBytes(UTF_8));
            }

            assertThat(text(cat)).isEqualTo("given");
            assertThat(cat.errors().readAllBytes()).isEqualTo("bad\n".getBytes(UTF_8));
            assertThat(code(cat)).isEqualTo(7);
        }
    }

    @Test
    void aCommandGetsItsVariables() throws Exception {
        container.start();
        ExecSpec spec = ExecSpec.of("sh", "-c", "echo $GREETING").withEnvironment("GREETING", "hi");

        try (Execution echo = workers.exec(seen().orElseThrow(), spec)) {
            assertThat(text(echo)).isEqualTo("hi\n");
        }
    }

    @Test
    void aTerminalHasItsSizeFromTheBeginningAndIsResized() throws Exception {
        container.start();
        ExecSpec spec =
                ExecSpec.of("sh", "-c", "stty size -echo; while read none; do stty size; done")
                        .withTerminal(new ExecSpec.TerminalSize(101, 31));

        try (Execution shell = workers.exec(seen().orElseThrow(), spec);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(shell.output(), UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("31 101");
            shell.resize(new ExecSpec.TerminalSize(120, 40));
            shell.input().write('\n');
            shell.input().flush();
            assertThat(lines.readLine()).isEqualTo("40 120");
        }
    }

    @Test
    void aProgramThatIsNotThereIsRefusedInATerminalToo() {
        container.start();
        ExecSpec spec = ExecSpec.of("no-such").withTerminal(new ExecSpec.TerminalSize(80, 24));

        assertThatThrownBy(() -> workers.exec(seen().orElseThrow(), spec))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("'no-such' can't be started");
    }

    @Test
    void withoutATerminalNothingIsResized() {
        container.start();

        try (Execution sleep = exec("sleep", "600")) {
            assertThatThrownBy(() -> sleep.resize(new ExecSpec.TerminalSize(80, 25)))
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("withTerminal");
        }
    }

    @Test
    void aCommandThatIsClosedEndsAndTheWorkerGoesOn() throws Exception {
        container.start();
        Execution sleep = exec("sh", "-c", "sleep 601 & sleep 602; exit 5");
        awaitProcesses(3);

        sleep.close();

        assertThat(code(sleep)).isEqualTo(137);
        awaitProcesses(0);
        assertThat(container.inspect().running()).isTrue();
    }

    @Test
    void aCommandThatCantBeKilledFromOutsideIsKilledInside() throws Exception {
        container.start();
        String mark = UUID.randomUUID().toString();
        var sink = new OutputPipe();
        var exec =
                container.exec(
                        dev.workerkit.container.engine.ExecSpec.of(
                                        List.of("/bin/sh", "-c", "sleep 601 & sleep 602; exit 5"))
                                .withEnvironment(Map.of(ExecEnd.MARK, mark)),
                        new dev.workerkit.container.engine.OutputSink() {
                            @Override
                            public void out(byte[] bytes) {
                                sink.add(bytes);
                            }

                            @Override
                            public void err(byte[] bytes) {
                                sink.add(bytes);
                            }
                        });
        awaitProcesses(3);

        new ExecEnd(engine, container, mark).killInside();

        assertThat(exec.exit().get(20, TimeUnit.SECONDS)).isEqualTo(137);
        awaitProcesses(0);
        assertThat(container.inspect().running()).isTrue();
    }

    /** Until there are so many besides the worker's own. */
    private void awaitProcesses(int wanted) throws InterruptedException {
        long own = 2;
        while (container.pids().size() != wanted + own) {
            Thread.sleep(10);
        }
    }

    @Test
    void aProgramThatIsNotThereIsRefused() {
        container.start();

        assertThatThrownBy(() -> exec("no-such-program", "x"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("exec.words: 'no-such-program' can't be started")
                .hasMessageContaining("not found");
    }

    @Test
    void aCodeThatOnlyLooksLikeAMissingProgramIsHandedThrough() throws Exception {
        container.start();

        try (Execution shell = exec("sh", "-c", "echo OCI runtime; exit 127")) {
            assertThat(text(shell)).isEqualTo("OCI runtime\n");
            assertThat(code(shell)).isEqualTo(127);
        }
    }

    @Test
    void nothingIsRunInAWorkerThatIsPausedOrHasEnded() {
        container.start();
        RunningWorker worker = seen().orElseThrow();
        container.pause();
        assertThat(seen().orElseThrow().paused()).isTrue();
        assertThatThrownBy(() -> workers.exec(worker, ExecSpec.of("true")))
                .isInstanceOf(IllegalLifecycleException.class)
                .hasMessageContaining("is PAUSED");
        container.unpause();
        container.kill("SIGKILL");
        container.exit().join();

        assertThatThrownBy(() -> workers.exec(worker, ExecSpec.of("true")))
                .isInstanceOf(IllegalLifecycleException.class)
                .hasMessageContaining("Web");
        container.remove();
        assertThatThrownBy(() -> workers.exec(worker, ExecSpec.of("true")))
                .isInstanceOf(IllegalLifecycleException.class);
    }
}
