package dev.workerkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.workerkit.Capability;
import dev.workerkit.ExecSpec;
import dev.workerkit.Execution;
import dev.workerkit.Isolation;
import dev.workerkit.LogLine;
import dev.workerkit.Resources;
import dev.workerkit.RestartPolicy;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.fixture.Echo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ContainerRuntimeTest extends OnEngine {

    private static final long LIMIT = 60;

    private static WorkerSpec shell(String line) {
        return WorkerSpec.shell(line).withRestart(RestartPolicy.never());
    }

    private static void running(Worker worker) {
        worker.ready().orTimeout(LIMIT, TimeUnit.SECONDS).join();
    }

    private static void ended(Worker worker) {
        worker.ended().orTimeout(LIMIT, TimeUnit.SECONDS).join();
    }

    private static Optional<WorkerExit> exit(Worker worker) {
        return worker.snapshot().lastExit();
    }

    @Test
    void whatIsNoCapabilityIsRefusedBeforeItStarts() {
        WorkerSpec spec =
                shell("exit 0").withIsolation(Isolation.strict().withCapability("NET_BIND"));
        assertThatThrownBy(() -> runtime.start(spec))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("isolation.capabilities");
        assertThat(runtime.workers()).isEmpty();
    }

    @Test
    void aShellLineRunsLogsAndEnds() {
        Worker worker = runtime.start(shell("echo hello; echo oops >&2; exit 3"));

        ended(worker);

        assertThat(exit(worker)).contains(new WorkerExit.Code(3));
        assertThat(worker.log().tail(10)).extracting(LogLine::text).contains("hello", "oops");
        assertThat(engine.containers().list(Map.of(WorkerLabels.WORKER, worker.id().value())))
                .isEmpty();
    }

    @Test
    void aWorkerThatIsToldToStopEndsAtOnce() throws Exception {
        Worker worker = runtime.start(shell("echo up; sleep 1000"));
        running(worker);

        long begin = System.nanoTime();
        worker.stop().get(LIMIT, TimeUnit.SECONDS);

        assertThat(worker.snapshot().state()).isEqualTo(WorkerState.STOPPED);
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }

    @Test
    void aJavaWorkerAnswersOverItsChannel() {
        Worker worker = runtime.start(WorkerSpec.of(Echo.class));
        running(worker);

        worker.channel().send("hello");

        assertThat(worker.channel().receive(Duration.ofSeconds(10))).isEqualTo("hello");
    }

    private void assumeWantOfMemoryIsTold() {
        assumeTrue(
                runtime.capabilities().contains(Capability.OUT_OF_MEMORY),
                "the engine does not tell it");
    }

    @Test
    void anEndForWantOfMemoryIsTold() {
        assumeWantOfMemoryIsTold();
        Worker worker =
                runtime.start(shell("tail /dev/zero").withResources(Resources.of(1, 16L << 20)));

        ended(worker);

        assertThat(exit(worker)).contains(new WorkerExit.OutOfMemory());
    }

    @Test
    void aWorkerEndsWithAProcessThatIsKilledForWantOfMemory() {
        assumeWantOfMemoryIsTold();
        Worker worker =
                runtime.start(
                        shell("( tail /dev/zero ) & wait; sleep 1000")
                                .withResources(Resources.of(1, 32L << 20)));

        ended(worker);

        assertThat(exit(worker)).contains(new WorkerExit.OutOfMemory());
    }

    @Test
    void aWorkerCanWriteToNothingButItsTemporaryFolder() {
        Worker worker =
                runtime.start(
                        shell(
                                "for d in / /run/workerkit /dev/shm /dev/mqueue /var /etc /tmp; do"
                                        + " ( : > $d/x ) 2>/dev/null && echo can write to $d; done"));

        ended(worker);

        assertThat(worker.log().tail(10))
                .extracting(LogLine::text)
                .contains("can write to /tmp")
                .filteredOn(line -> line.startsWith("can write"))
                .hasSize(1);
    }

    @Test
    void aWorkerThatIsStoppedWhileItIsJustBegunHearsIt() throws Exception {
        for (int round = 0; round < 5; round++) {
            Worker worker = runtime.start(shell("sleep 1000"));
            running(worker);
            worker.stop().get(10, TimeUnit.SECONDS);
            assertThat(exit(worker)).contains(new WorkerExit.Code(143));
        }
    }

    @Test
    void aCommandRunsInsideAWorker() throws Exception {
        Worker worker = runtime.start(shell("sleep 1000"));
        running(worker);

        try (Execution execution = worker.exec(ExecSpec.of("sh", "-c", "echo $WRK_ID; exit 5"))) {
            String said =
                    new String(execution.output().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(said).isEqualTo(worker.id().value());
            assertThat(execution.exitCode().get()).isEqualTo(5);
        }
    }

    @Test
    void aCommandThatNobodyReadsEndsWithItsWorker() throws Exception {
        Worker worker = runtime.start(shell("sleep 1000"));
        running(worker);

        try (Execution execution = worker.exec(ExecSpec.of("sh", "-c", "yes"))) {
            worker.kill().get(LIMIT, TimeUnit.SECONDS);

            assertThat(
                            execution
                                    .exitCode()
                                    .handle((code, thrown) -> true)
                                    .get(10, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void nothingIsLeftWhenTheRuntimeIsClosed() {
        List<Worker> workers =
                List.of(runtime.start(shell("sleep 1000")), runtime.start(shell("sleep 1000")));
        workers.forEach(ContainerRuntimeTest::running);
        Map<String, String> mine =
                Map.of(
                        WorkerLabels.RUNTIME,
                        engine.containers()
                                .list(Map.of(WorkerLabels.WORKER, workers.get(0).id().value()))
                                .get(0)
                                .labels()
                                .get(WorkerLabels.RUNTIME));
        assertThat(engine.containers().list(mine)).hasSize(2);

        runtime.close();

        assertThat(engine.containers().list(mine)).isEmpty();
    }
}
