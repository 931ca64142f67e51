package dev.workerkit.tck.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Capability;
import dev.workerkit.DuplicateNameException;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.RestartPolicy;
import dev.workerkit.RuntimeClosedException;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SpecException;
import dev.workerkit.StopPolicy;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerStartException;
import dev.workerkit.WorkerState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A runtime behind a harness that behaves: the small supervisor in Python. */
class HarnessTest {

    static final String REFERENCE = "python3 src/test/harness/reference/harness.py";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<String> faults = new CopyOnWriteArrayList<>();

    private WorkerRuntime open() {
        return Harness.of(REFERENCE).open(RuntimeOptions.defaults(), PATIENCE, faults::add);
    }

    private static <T> T of(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void introducesItself() {
        HarnessHello hello = Harness.of(REFERENCE).hello(PATIENCE);

        assertThat(hello.name()).isEqualTo("reference");
        assertThat(hello.version()).contains("1");
        assertThat(hello.capabilities()).contains(Capability.COMMAND, Capability.SIGNALS);
    }

    @Test
    void leadsAWorkerThroughItsLife() {
        List<WorkerEvent> events = new CopyOnWriteArrayList<>();
        try (WorkerRuntime runtime = open()) {
            runtime.onEvent(events::add);
            Worker worker = runtime.start(WorkerSpec.command("sleep", "1000").withName("sleeper"));

            WorkerSnapshot ready = of(worker.ready());
            WorkerSnapshot restarted = of(worker.restart());
            WorkerSnapshot stopped = of(worker.stop());

            assertThat(ready.state()).isEqualTo(WorkerState.RUNNING);
            assertThat(restarted.incarnation()).isEqualTo(2);
            assertThat(restarted.pid()).isPresent().isNotEqualTo(ready.pid());
            assertThat(stopped.lastExit()).contains(new WorkerExit.Signal(15));
            assertThat(worker.deaths()).hasSize(2);
            assertThat(runtime.worker("sleeper")).contains(worker);
            assertThat(of(worker.start()).incarnation()).isEqualTo(3);
        }
        assertThat(events)
                .extracting(WorkerEvent::sequence)
                .startsWith(1L, 2L, 3L)
                .isSorted()
                .hasSizeGreaterThanOrEqualTo(9);
        assertThat(faults).isEmpty();
    }

    @Test
    void refusesInTheWordsOfTheApi() {
        try (WorkerRuntime runtime = open()) {
            Worker worker = runtime.start(WorkerSpec.shell("sleep 1000").withName("one"));

            assertThatThrownBy(() -> runtime.start(WorkerSpec.shell("true").withName("one")))
                    .isInstanceOf(DuplicateNameException.class)
                    .hasMessageContaining("'one'");
            assertThatThrownBy(worker::start)
                    .isInstanceOf(IllegalLifecycleException.class)
                    .hasMessageContaining("start worker 'one': it is RUNNING");
            assertThatThrownBy(() -> runtime.start(WorkerSpec.command("/no/such/program")))
                    .isInstanceOfSatisfying(
                            SpecException.class,
                            refusal -> assertThat(refusal.field()).isEqualTo("launch.command"));
            assertThatThrownBy(worker::pause)
                    .isInstanceOf(UnsupportedException.class)
                    .hasMessageContaining("'reference' has no 'pause'");
            assertThatThrownBy(worker::log).isInstanceOf(UnsupportedException.class);
            assertThatThrownBy(worker::channel).isInstanceOf(UnsupportedException.class);
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void aWorkerThatFailsIsNotReady() {
        try (WorkerRuntime runtime = open()) {
            Worker worker =
                    runtime.start(
                            WorkerSpec.shell("exit 3")
                                    .withReadiness(
                                            dev.workerkit.Readiness.after(Duration.ofMinutes(1)))
                                    .withRestart(RestartPolicy.never()));

            assertThatThrownBy(() -> of(worker.ready()))
                    .hasCauseInstanceOf(WorkerStartException.class);
            assertThat(of(worker.ended()).lastExit()).contains(new WorkerExit.Code(3));
            worker.remove();
            assertThatThrownBy(worker::start).isInstanceOf(IllegalLifecycleException.class);
            assertThat(worker.state()).isEqualTo(WorkerState.FAILED);
            assertThat(runtime.workers()).isEmpty();
        }
    }

    @Test
    void handlesAnswerAfterTheEndOfTheirRuntime() {
        WorkerRuntime runtime = open();
        Worker worker =
                runtime.start(
                        WorkerSpec.shell("trap '' TERM; while :; do sleep 1; done")
                                .withStop(StopPolicy.withGrace(Duration.ofMillis(50))));
        of(worker.ready());

        runtime.close();
        runtime.close();

        assertThat(worker.state()).isEqualTo(WorkerState.STOPPED);
        assertThat(worker.deaths()).hasSize(1);
        assertThat(of(worker.ended()).state()).isEqualTo(WorkerState.STOPPED);
        assertThat(runtime.workers()).containsExactly(worker);
        assertThat(of(runtime.closed())).isEqualTo("it was closed");
        assertThatThrownBy(() -> runtime.start(WorkerSpec.shell("true")))
                .isInstanceOf(RuntimeClosedException.class);
        assertThatThrownBy(worker::start).isInstanceOf(RuntimeClosedException.class);
        assertThat(faults).isEmpty();
    }

    @Test
    void takesNoCommandThatIsNone() {
        assertThatThrownBy(() -> Harness.of(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("python3 harness.py");
        assertThatThrownBy(() -> Harness.of("a\nb")).isInstanceOf(IllegalArgumentException.class);
    }
}
