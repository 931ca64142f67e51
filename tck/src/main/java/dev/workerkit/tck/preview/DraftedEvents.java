package dev.workerkit.tck.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.TckSession;
import dev.workerkit.tck.fixture.Exiting;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Who listens late. */
class DraftedEvents {

    private static final Duration A_WHILE = Duration.ofSeconds(2);

    private final TckSession session = TckSession.current();

    @Test
    @Requirement("WRK-EVENT-101")
    void aLateListenerGetsTheLastEventOfEachWorker() {
        WorkerRuntime runtime = session.open();
        Worker worker =
                runtime.start(WorkerSpec.of(Exiting.class, 0).withRestart(RestartPolicy.never()));
        session.await("it has ended", worker.ended());
        Queue<WorkerEvent> heard = new ConcurrentLinkedQueue<>();

        runtime.onEvent(heard::add);

        WorkerEvent first =
                session.await(
                        "a listener that comes late hears of the worker",
                        A_WHILE,
                        heard::peek,
                        event -> event != null);
        assertThat(first.worker()).isEqualTo(worker.id());
        assertThat(first.to()).isEqualTo(WorkerState.COMPLETED);
    }
}
