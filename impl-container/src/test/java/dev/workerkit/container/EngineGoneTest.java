package dev.workerkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.workerkit.container.engine.Engine;
import dev.workerkit.tck.fixture.Echo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

    private Container containerOf(Worker worker) {
        return engine.containers()
                .list(Map.of(WorkerLabels.WORKER, worker.id().value()))
                .get(0)
                .container();
    }

    private static WorkerSnapshot ended(Worker worker) {
        return worker.ended().orTimeout(LIMIT, TimeUnit.SECONDS).join();
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
    void aKillThatCannotBeDoneYetIsDoneWhenTheEngineIsBack() throws Exception {
        Worker worker = running(WorkerSpec.shell("trap '' TERM; sleep 1000"));

        proxy.cut();
        CompletableFuture<WorkerSnapshot> killed = worker.kill();
        assertThat(worker.snapshot().state()).isNotEqualTo(WorkerState.STOPPED);
        proxy.mend();

        assertThat(killed.get(LIMIT, TimeUnit.SECONDS).state()).isEqualTo(WorkerState.STOPPED);
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
