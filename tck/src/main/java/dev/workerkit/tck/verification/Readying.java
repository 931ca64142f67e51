package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.KILLING;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Capability;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerStartException;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When a worker counts as ready, and what is told to who waits for it. */
class Readying {

    private static final Duration TIMEOUT = Duration.ofMillis(150);
    private static final StartLimit ONE_RETRY = new StartLimit(1, Duration.ofMillis(20));

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-LIFE-013")
    void readyCompletesWhenTheWorkerRuns() {
        Worker worker = stage.start(Workers.lasting());

        assertThat(Stage.await("ready", worker.ready()).state()).isEqualTo(RUNNING);
        assertThat(Stage.await("ready", worker.ready()).state()).isEqualTo(RUNNING);
    }

    @Test
    @Requirement("WRK-LIFE-013")
    void readyCompletesOfAWorkerThatHasCompleted() {
        Worker worker = stage.start(Workers.exiting(0));
        Stage.ended(worker);

        assertThat(Stage.await("ready", worker.ready()).state()).isEqualTo(COMPLETED);
    }

    @Test
    @Requirement("WRK-LIFE-013")
    void readyCompletesExceptionallyWhenTheWorkerFailsFirst() {
        Stage.assumeCan(Capability.CONTROL);

        assertNeverReady(stage.start(Workers.dyingUnready(2)), FAILED);
        assertNeverReady(
                stage.start(
                        Workers.dyingUnready(3)
                                .withRestart(RestartPolicy.byExitCode().withStartLimit(ONE_RETRY))),
                FAILED);
    }

    @Test
    @Requirement("WRK-LIFE-013")
    void readyIsPendingUntilTheWorkerIsStopped() {
        Stage.assumeCan(Capability.CONTROL);
        Worker worker = stage.start(Workers.neverReady(Workers.LONG));
        stage.awaitMark(worker, "armed");

        assertThat(worker.ready()).as("ready() of a starting worker").isNotDone();
        Stage.await("the stop", worker.stop());

        assertNeverReady(worker, STOPPED);
    }

    @Test
    @Requirement("WRK-LIFE-013")
    void readyIsPendingWhileTheWorkerWaitsToBeStartedAgain() {
        Stage.assumeCan(Capability.CONTROL);
        Worker worker =
                stage.start(
                        Workers.dyingUnready(3)
                                .withRestart(
                                        RestartPolicy.byExitCode()
                                                .withStartLimit(new StartLimit(1, Workers.LONG))));
        CompletableFuture<WorkerSnapshot> ready = worker.ready();

        stage.history().event(worker, 1, BACKOFF);

        assertThat(ready).as("ready() of a worker in BACKOFF").isNotDone();
    }

    @Test
    @Requirement("WRK-LIFE-009")
    void aWorkerThatIsNotReadyInTimeIsKilledAndTriedAgainAsOneThatDiedUnready() {
        Worker worker = stage.start(unready(Workers.neverReady(TIMEOUT)));

        assertThat(stage.history().path(worker, 2, FAILED))
                .containsExactly(STARTING, KILLING, BACKOFF, STARTING, KILLING, FAILED);
    }

    @Test
    @Requirement("WRK-LIFE-009")
    void aWorkerIsGivenTheTimeToGetReadyThatItsSpecSays() {
        Worker worker = stage.start(unready(Workers.neverReady(TIMEOUT)));

        Duration given =
                Duration.between(
                        stage.history().event(worker, 1, STARTING).time(),
                        stage.history().event(worker, 1, KILLING).time());
        Stage.session().notBefore("the kill of one that is not ready", TIMEOUT, given);
        Stage.session()
                .within("the kill of one that is not ready", TIMEOUT, Duration.ofSeconds(2), given);
    }

    private static WorkerSpec unready(WorkerSpec spec) {
        return spec.withRestart(RestartPolicy.byExitCode().withStartLimit(ONE_RETRY));
    }

    private static void assertNeverReady(Worker worker, WorkerState end) {
        assertThatThrownBy(() -> Stage.await("ready", worker.ready()))
                .isInstanceOfSatisfying(
                        WorkerStartException.class,
                        failure -> assertThat(failure.snapshot().state()).isEqualTo(end));
    }
}
