package dev.workerkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.LogLine;
import dev.workerkit.RestartPolicy;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.Containers.Found;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.tck.fixture.Echo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** While the engine is gone nothing is assumed, and nothing that is asked for is lost. */
@NeedsEngine
@Timeout(120)
class EngineGoneTest {

    private static final long LIMIT = 60;

    @TempDir Path folder;

    private Engine engine;
    private EngineProxy proxy;
    private WorkerRuntime runtime;

    @BeforeEach
    void open() throws IOException {
        engine = Engine.connect(Optional.empty());
        proxy = new EngineProxy(folder.resolve("engine.sock"), engine.endpoint());
        runtime =
                WorkerRuntimes.open("container", RuntimeOptions.defaults().withEngine(proxy.uri()));
    }

    @AfterEach
    void close() throws IOException {
        runtime.close();
        proxy.close();
        engine.close();
    }

    private Worker running(WorkerSpec spec) {
        Worker worker = runtime.start(spec.withRestart(RestartPolicy.never()));
        worker.ready().orTimeout(LIMIT, TimeUnit.SECONDS).join();
        return worker;
    }

    private List<Found> containersOf(Worker worker) {
        return engine.containers().list(Map.of(WorkerLabels.WORKER, worker.id().value()));
    }

    private Container containerOf(Worker worker) {
        return containersOf(worker).get(0).container();
    }

    private void assertOnlySecondIncarnation(Worker worker) {
        assertThat(containersOf(worker))
                .singleElement()
                .satisfies(
                        found ->
                                assertThat(found.labels())
                                        .containsEntry(WorkerLabels.INCARNATION, "2"));
    }

    private static List<String> lines(Worker worker) {
        return worker.log().tail(1000).stream().map(LogLine::text).toList();
    }

    private static void awaitLine(Worker worker, String part) throws InterruptedException {
        Await.until(
                "'" + part + "' is logged",
                Duration.ofSeconds(LIMIT),
                () -> lines(worker).stream().anyMatch(line -> line.contains(part)));
    }

    private static List<Integer> numbers(Worker worker) {
        return lines(worker).stream()
                .filter(line -> line.startsWith("line "))
                .map(line -> Integer.valueOf(line.substring("line ".length())))
                .toList();
    }

    private static WorkerSnapshot ended(Worker worker) {
        return worker.ended().orTimeout(LIMIT, TimeUnit.SECONDS).join();
    }

    @Test
    void aRuntimeWithoutWorkersClosesAsWell() throws Exception {
        proxy.cut();
        runtime.close();
        assertThat(runtime.workers()).isEmpty();
    }

    @Test
    void aWorkerThatRunsOnIsToldToRunOn() throws Exception {
        Worker worker = running(WorkerSpec.of(Echo.class));

        proxy.cut();
        worker.channel().send("one");
        assertThat(worker.channel().receive(Duration.ofSeconds(10))).isEqualTo("one");
        proxy.mend();
        worker.channel().send("two");

        assertThat(worker.channel().receive(Duration.ofSeconds(10))).isEqualTo("two");
        assertThat(worker.snapshot().state()).isEqualTo(WorkerState.RUNNING);
        assertThat(worker.snapshot().incarnation()).isEqualTo(1);
        worker.stop().get(LIMIT, TimeUnit.SECONDS);
    }

    @Test
    void whatEndedMeanwhileIsToldToHaveEndedSo() throws Exception {
        Worker worker =
                running(WorkerSpec.shell("trap 'exit 42' USR1; while :; do sleep 0.1; done"));
        Container container = containerOf(worker);
        long pid = container.inspect().pid().orElseThrow();

        proxy.cut();
        CompletableFuture<Integer> exit = container.nextExit();
        for (Long each : new HostProcesses(container, pid).all()) {
            new ProcessBuilder("kill", "-USR1", each.toString()).start().waitFor();
        }
        exit.get(LIMIT, TimeUnit.SECONDS);
        assertThat(worker.ended()).isNotDone();
        proxy.mend();

        assertThat(ended(worker).lastExit()).contains(new WorkerExit.Code(42));
    }

    @Test
    void whatVanishedMeanwhileIsLost() throws Exception {
        Worker worker = running(WorkerSpec.shell("sleep 1000"));
        Container container = containerOf(worker);

        proxy.cut();
        container.remove();
        assertThat(worker.ended()).isNotDone();
        proxy.mend();

        assertThat(ended(worker).lastExit())
                .hasValueSatisfying(exit -> assertThat(exit).isInstanceOf(WorkerExit.Lost.class));
    }

    @Test
    void aWorkerIsKilledThoughItsEngineIsGone() throws Exception {
        Worker worker = running(WorkerSpec.shell("trap '' TERM; sleep 1000"));
        Container container = containerOf(worker);
        long pid = container.inspect().pid().orElseThrow();

        proxy.cut();
        WorkerSnapshot killed = worker.kill().get(LIMIT, TimeUnit.SECONDS);

        assertThat(killed.state()).isEqualTo(WorkerState.STOPPED);
        assertThat(new HostProcesses(container, pid).isThere()).isFalse();
        proxy.mend();
        worker.start();
        worker.ready().get(LIMIT, TimeUnit.SECONDS);
        assertOnlySecondIncarnation(worker);
    }

    @Test
    void aKillThatIsRefusedIsDoneAllTheSame() throws Exception {
        Worker worker = running(WorkerSpec.shell("trap '' TERM; sleep 1000"));

        proxy.refuse("/kill");
        WorkerSnapshot killed = worker.kill().get(LIMIT, TimeUnit.SECONDS);

        assertThat(killed.state()).isEqualTo(WorkerState.STOPPED);
        assertThat(killed.lastExit()).contains(new WorkerExit.Code(137));
    }

    @Test
    void aPauseThatIsRefusedIsNotToldToBeDone() throws Exception {
        Worker worker = running(WorkerSpec.shell("sleep 1000"));

        proxy.refuse("/pause");
        CompletableFuture<WorkerSnapshot> paused = worker.pause();
        awaitLine(worker, "Not paused");
        assertThat(paused).isNotDone();
        assertThat(worker.snapshot().state()).isEqualTo(WorkerState.RUNNING);
        proxy.refuseNothing();

        worker.kill().get(LIMIT, TimeUnit.SECONDS);
    }

    @Test
    void noContainerRunsBesideThatOfAStartWhoseOutcomeIsUnknown() throws Exception {
        proxy.refuse("^(DELETE /|GET /.*/containers/\\w+/json)");
        Worker worker =
                runtime.start(WorkerSpec.shell("sleep 1000").withRestart(RestartPolicy.never()));
        assertThat(ended(worker).lastExit())
                .hasValueSatisfying(
                        exit -> assertThat(exit).isInstanceOf(WorkerExit.StartFailure.class));
        assertThat(containersOf(worker)).hasSize(1);
        proxy.refuseNothing();

        worker.start();
        worker.ready().get(LIMIT, TimeUnit.SECONDS);

        assertOnlySecondIncarnation(worker);
    }

    @Test
    void whatIsWrittenAfterwardsIsInTheLogAndWhatMayBeMissingIsTold() throws Exception {
        Worker worker =
                running(
                        WorkerSpec.shell(
                                "i=0; while :; do i=$((i+1)); echo line $i; sleep 0.1; done"));
        awaitLine(worker, "line 1");

        proxy.cut();
        proxy.mend();

        awaitLine(worker, "may be missing here");
        int known = numbers(worker).size();
        Await.until(
                "more is logged",
                Duration.ofSeconds(LIMIT),
                () -> numbers(worker).size() > known + 2);
        worker.kill().get(LIMIT, TimeUnit.SECONDS);
        assertThat(numbers(worker)).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void aStartIsRefusedWithTheReason() throws Exception {
        proxy.cut();

        assertThatThrownBy(() -> runtime.start(WorkerSpec.shell("sleep 1000")))
                .hasMessageContaining("the container engine does not answer");

        proxy.mend();
        assertThat(running(WorkerSpec.shell("sleep 1000")).snapshot().state())
                .isEqualTo(WorkerState.RUNNING);
    }
}
