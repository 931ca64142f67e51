package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.ExecSpec;
import dev.workerkit.ExecSpec.TerminalSize;
import dev.workerkit.Execution;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SpecException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.spi.RunningWorker;
import dev.workerkit.spi.RunningWorkers;
import dev.workerkit.spi.WorkerRuntimeProvider;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Netizen;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commands that are run inside a worker. */
class Executions {

    @RegisterExtension final Stage stage = new Stage();

    private @Nullable Worker usual;

    /** What a command wrote, and how it ended. */
    private record Outcome(byte[] output, byte[] errors, int exitCode) {

        String text() {
            return new String(output, StandardCharsets.UTF_8).strip();
        }
    }

    private static Outcome outcome(Execution execution, byte[] input) throws IOException {
        try (execution) {
            CompletableFuture<byte[]> output =
                    Crowd.meanwhile(() -> execution.output().readAllBytes());
            CompletableFuture<byte[]> errors =
                    Crowd.meanwhile(() -> execution.errors().readAllBytes());
            execution.input().write(input);
            execution.input().close();
            return new Outcome(
                    Stage.await("its output ends", output),
                    Stage.await("its errors end", errors),
                    Stage.await("its exit code", execution.exitCode()));
        }
    }

    private static Outcome sh(Worker worker, String script) throws IOException {
        return outcome(worker.exec(ExecSpec.of("/bin/sh", "-c", script)), new byte[0]);
    }

    /** One serves all tries. */
    private Worker usual() {
        if (usual == null) {
            usual = stage.armed(Workers.lasting().withEnvironment("GREETING", "hello"));
        }
        return usual;
    }

    /** Not shrunk, as jqwik 1.9 fails itself when it shrinks an array among other arguments. */
    @Property(tries = 8, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    @Requirement("WRK-EXEC-001")
    void whatIsGivenIsReadAndWhatIsWrittenIsToldWithTheExitCode(
            @ForAll @Size(max = 200_000) byte[] input,
            @ForAll @IntRange(min = 0, max = 255) int code)
            throws IOException {
        String script = "cat; echo 'and errors' >&2; exit " + code;

        Outcome outcome = outcome(usual().exec(ExecSpec.of("/bin/sh", "-c", script)), input);

        assertThat(outcome.output()).isEqualTo(input);
        assertThat(outcome.errors()).asString().isEqualTo("and errors\n");
        assertThat(outcome.exitCode()).isEqualTo(code);
    }

    @AfterProperty
    void leaveTheStage() {
        stage.close();
    }

    @Test
    @Requirement("WRK-EXEC-001")
    void aCommandSeesTheWorkersFilesProcessesAndVariables() throws IOException {
        Worker worker =
                stage.armed(
                        Workers.script(
                                        "echo secret > /tmp/tck-own; sleep 7654321 & "
                                                + Scripts.lasting())
                                .withEnvironment("GREETING", "hello"));

        assertThat(sh(worker, "cat /tmp/tck-own").text()).isEqualTo("secret");
        assertThat(sh(worker, "echo $GREETING $WRK_ID").text()).isEqualTo("hello " + worker.id());
        assertThat(sh(worker, "cat /proc/[0-9]*/cmdline | tr '\\0' ' '").text())
                .contains("sleep 7654321");
        String main = sh(worker, "while read -r l; do echo $l; done < /proc/self/status").text();
        assertThat(main).contains("NoNewPrivs:");
        Outcome own =
                outcome(
                        worker.exec(
                                ExecSpec.of("/bin/sh", "-c", "echo $GREETING $MORE")
                                        .withEnvironment("GREETING", "bye")
                                        .withEnvironment("MORE", "and more")),
                        new byte[0]);
        assertThat(own.text()).isEqualTo("bye and more");
    }

    @Test
    @Requirement("WRK-EXEC-001")
    void theExitCodeOfACommandIsTold() throws IOException {
        for (int code : new int[] {0, 1, 137, 255}) {
            assertThat(sh(usual(), "exit " + code).exitCode()).isEqualTo(code);
        }
    }

    @Test
    @Requirement("WRK-EXEC-001")
    void muchPassesThroughACommand() throws IOException {
        byte[] much = new byte[1 << 20];
        new Random(0).nextBytes(much);

        assertThat(outcome(usual().exec(ExecSpec.of("cat")), much).output()).isEqualTo(much);
    }

    @Test
    @Requirement("WRK-EXEC-001")
    void argumentsReachACommandAsTheyAre() throws IOException {
        ExecSpec spec = ExecSpec.of("printf", "<%s>\n", "two words", "$HOME", "", "*", "a;b");

        assertThat(outcome(usual().exec(spec), new byte[0]).text())
                .isEqualTo("<two words>\n<$HOME>\n<>\n<*>\n<a;b>");
    }

    @Test
    @Requirement("WRK-EXEC-001")
    void aCommandIsOnTheWorkersNetwork() throws IOException {
        Worker worker = stage.running(WorkerSpec.of(Netizen.class));

        String interfaces = sh(worker, "cat /proc/net/dev").text();

        assertThat(Netizen.devices(interfaces)).isEqualTo(Netizen.devices(worker)).contains("lo");
    }

    @Test
    @Requirement("WRK-EXEC-002")
    void aCommandWithATerminalHasOneOfTheSizeThatItIsTold() throws IOException {
        ExecSpec spec =
                ExecSpec.of(
                                "/bin/sh",
                                "-c",
                                // A terminal may be there a moment before its size is.
                                "until [ \"$(stty size)\" != '0 0' ]; do :; done; stty size;"
                                        + " read -r line; stty size; echo $line")
                        .withTerminal(new TerminalSize(132, 43));
        try (Execution execution = usual().exec(spec)) {
            BufferedReader output =
                    new BufferedReader(
                            new InputStreamReader(execution.output(), StandardCharsets.UTF_8));
            assertThat(line(output)).isEqualTo("43 132");

            execution.resize(new TerminalSize(80, 25));
            execution.input().write("done\n".getBytes(StandardCharsets.UTF_8));
            execution.input().flush();

            // A terminal shows what is typed.
            assertThat(line(output)).isEqualTo("done");
            assertThat(line(output)).isEqualTo("25 80");
            assertThat(line(output)).isEqualTo("done");
            assertThat(Stage.await("its exit code", execution.exitCode())).isZero();
            assertThat(execution.errors().readAllBytes()).isEmpty();
        }
    }

    private static String line(BufferedReader output) {
        return Stage.await("a line", Crowd.meanwhile(() -> String.valueOf(output.readLine())))
                .strip();
    }

    @Test
    @Requirement("WRK-EXEC-002")
    void aCommandWithoutATerminalHasNone() throws IOException {
        try (Execution execution =
                usual().exec(ExecSpec.of("/bin/sh", "-c", "[ -t 0 ] || [ -t 1 ] || exit 7"))) {
            assertThatThrownBy(() -> execution.resize(new TerminalSize(80, 25)))
                    .isInstanceOf(UnsupportedException.class);
            assertThat(Stage.await("its exit code", execution.exitCode())).isEqualTo(7);
        }
    }

    @Test
    @Requirement("WRK-EXEC-003")
    void aCommandEndsWhenItIsClosedAndItsWorkerGoesOn() {
        Pulse pulse = Pulse.of(stage, "pulse");
        Worker worker = usual();
        try (Execution execution =
                worker.exec(ExecSpec.of("/bin/sh", "-c", "trap '' TERM HUP; " + pulse.beating()))) {
            pulse.awaitBeat();
            assertThat(execution.exitCode()).isNotDone();
        }

        pulse.awaitNoMore();
        assertThat(worker.state()).isEqualTo(RUNNING);
        assertThat(worker.snapshot().incarnation()).isEqualTo(1);
    }

    @Test
    @Requirement("WRK-EXEC-003")
    void aCommandEndsWithItsWorker() throws IOException {
        Pulse pulse = Pulse.of(stage, "pulse");
        Worker worker = usual();
        try (Execution execution =
                worker.exec(ExecSpec.of("/bin/sh", "-c", "trap '' TERM HUP; " + pulse.beating()))) {
            pulse.awaitBeat();

            Stage.await("the stop", worker.stop());

            pulse.assertNoMore();
            Stage.await("its output ends", Crowd.meanwhile(() -> execution.output().read()));
            Stage.session().await("its end is told", execution.exitCode()::isDone, done -> done);
        }
    }

    @Test
    @Requirement("WRK-EXEC-004")
    void aCommandInAWorkerThatIsNotLiveIsRefused() {
        Worker worker = usual();
        Stage.await("the stop", worker.stop());

        assertThatThrownBy(() -> worker.exec(ExecSpec.of("id")))
                .isInstanceOf(IllegalLifecycleException.class)
                .hasMessageContaining(worker.name());
    }

    @Test
    @Requirement("WRK-EXEC-004")
    void aProgramThatIsNotThereIsRefused() {
        for (String program : new String[] {"no-such-command-4711", "/no/such/program", "/tmp"}) {
            assertThatThrownBy(() -> usual().exec(ExecSpec.of(program)))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining(program);
        }
        assertThat(usual().state()).isEqualTo(RUNNING);
    }

    @Test
    @Requirement("WRK-EXEC-005")
    void whoIsNotItsMasterFindsALiveWorkerAndRunsACommandInIt() throws IOException {
        Worker worker = usual();
        WorkerRuntimeProvider provider = Stage.session().provider();
        try (RunningWorkers all = provider.running(RuntimeOptions.defaults())) {
            RunningWorker seen = seen(all, worker).orElseThrow();
            assertThat(seen.name()).isEqualTo(worker.name());
            assertThat(seen.incarnation()).isEqualTo(worker.snapshot().incarnation());
            assertThat(seen.paused()).isFalse();

            ExecSpec look = ExecSpec.of("/bin/sh", "-c", "echo $WRK_ID");
            assertThat(outcome(all.exec(seen, look), new byte[0]).text())
                    .isEqualTo(worker.id().value());

            Stage.await("the stop", worker.stop());
            assertThat(seen(all, worker)).isEmpty();
            assertThatThrownBy(() -> all.exec(seen, look))
                    .isInstanceOf(IllegalLifecycleException.class)
                    .hasMessageContaining(worker.name());
        }
    }

    private static Optional<RunningWorker> seen(RunningWorkers all, Worker worker) {
        return all.list().stream().filter(each -> each.id().equals(worker.id())).findFirst();
    }
}
