package dev.workerkit.tck.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.StopPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.TckSession;
import dev.workerkit.tck.fixture.Polite;
import dev.workerkit.tck.fixture.Stubborn;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Stops on which somebody else insists. */
class DraftedStops {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration WORK = Duration.ofSeconds(1);

    private final TckSession session = TckSession.current();

    @Test
    @Requirement("WRK-STOP-101")
    void aKillEndsAGraceThatRuns() {
        Worker worker = running(WorkerSpec.of(Stubborn.class));
        CompletableFuture<WorkerSnapshot> stopping = worker.stop();
        session.await("it is stopping", worker::state, WorkerState.STOPPING::equals);

        worker.kill();

        session.await("the stop is over", LONG.dividedBy(2), stopping);
        assertThat(worker.state()).isEqualTo(WorkerState.STOPPED);
    }

    @Test
    @Requirement("WRK-STOP-102")
    void whoeverClosesWaitsUntilAllHaveEnded() {
        WorkerRuntime runtime = session.open();
        Worker worker = runtime.start(spec(WorkerSpec.of(Polite.class, 0, WORK.toMillis())));
        session.await("it is ready", worker.ready());
        CompletableFuture<Void> first = CompletableFuture.runAsync(runtime::close);
        session.await("it is stopping", worker::state, WorkerState.STOPPING::equals);

        runtime.close();

        assertThat(worker.state())
                .as("when the second close returned")
                .isEqualTo(WorkerState.STOPPED);
        session.await("the first close returns", first);
    }

    private Worker running(WorkerSpec spec) {
        Worker worker = session.open().start(spec(spec));
        session.await("it is ready", worker.ready());
        return worker;
    }

    private static WorkerSpec spec(WorkerSpec spec) {
        return spec.withStop(StopPolicy.withGrace(LONG));
    }
}
