package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.KILLING;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Capability;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that have ended: what leaves that state, and what does not. */
class TerminalStates {

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-LIFE-005")
    void aStoppedWorkerIsLeftAloneUntilItIsStarted() {
        Worker worker = stage.running(Workers.lasting());
        Stage.await("the stop", worker.stop());

        Stage.await("the start", worker.start());

        assertThat(stage.history().path(worker, 2, RUNNING))
                .containsExactly(STARTING, RUNNING, STOPPING, STOPPED, STARTING, RUNNING);
    }

    @Test
    @Requirement("WRK-LIFE-005")
    void aCompletedOrFailedWorkerIsLeftAloneUntilItIsStarted() {
        assertStartable(stage.start(Workers.exiting(0)), COMPLETED);
        assertStartable(stage.start(Workers.exiting(2)), FAILED);
    }

    private void assertStartable(Worker worker, WorkerState end) {
        assertThat(Stage.ended(worker).state()).isEqualTo(end);

        worker.start();

        assertThat(stage.history().path(worker, 2, end))
                .containsExactly(STARTING, RUNNING, end, STARTING, RUNNING, end);
    }

    @Test
    @Requirement("WRK-LIFE-010")
    void aWorkerThatAsksForAFreshStartWhileItIsStoppedStaysDown() {
        Worker stopped = stage.armed(Workers.polite(1, Duration.ZERO));
        Worker killed = stage.armed(Workers.lasting());

        Stage.await("the stop", stopped.stop());
        Stage.await("the kill", killed.kill());
        // What would be started again by mistake would be so before these.
        Stage.await("the start", stopped.start());
        Stage.await("the start", killed.start());

        assertThat(stage.history().path(stopped, 2, RUNNING))
                .containsExactly(STARTING, RUNNING, STOPPING, STOPPED, STARTING, RUNNING);
        assertThat(stage.history().path(killed, 2, RUNNING))
                .containsExactly(STARTING, RUNNING, KILLING, STOPPED, STARTING, RUNNING);
    }

    @Test
    @Requirement("WRK-LIFE-010")
    void aStopOrKillDuringARestartKeepsTheWorkerDown() {
        Worker stopped = stage.armed(Workers.polite(0, Duration.ofMillis(200)));
        Worker killed = stage.armed(Workers.polite(0, Duration.ofMillis(200)));
        CompletableFuture<WorkerSnapshot> restart = stopped.restart();
        // Each at once: the restart is over when the worker has done its last work.
        CompletableFuture<WorkerSnapshot> stop = stopped.stop();
        killed.restart();
        CompletableFuture<WorkerSnapshot> kill = killed.kill();

        Stage.await("the stop", stop);
        Stage.await("the kill", kill);

        assertThat(stage.history().path(stopped, 1, STOPPED))
                .containsExactly(STARTING, RUNNING, STOPPING, STOPPED);
        assertThat(stage.history().path(killed, 1, STOPPED))
                .containsExactly(STARTING, RUNNING, STOPPING, KILLING, STOPPED);
        assertThatThrownBy(() -> Stage.await("the restart", restart))
                .isInstanceOf(WorkerException.class);
    }

    @Test
    @Requirement("WRK-LIFE-010")
    void aStartThatWasDueDoesNotHappenAfterAStop() {
        Stage.assumeCan(Capability.CONTROL);
        WorkerSpec spec =
                Workers.dyingUnready(3)
                        .withRestart(
                                RestartPolicy.byExitCode()
                                        .withStartLimit(new StartLimit(1, Duration.ofMillis(100))));
        Worker stopped = stage.start(spec);
        stage.history().event(stopped, 1, BACKOFF);
        Stage.await("the stop", stopped.stop());
        Worker later = stage.start(spec);

        stage.history().event(later, 2, FAILED);

        assertThat(stage.history().of(stopped))
                .extracting(WorkerEvent::to)
                .containsExactly(STARTING, BACKOFF, STOPPED);
    }

    @Test
    @Requirement("WRK-LIFE-011")
    void aRemovedWorkerIsListedNoMoreAndItsNameIsFree() {
        Worker worker = stage.start(Workers.exiting(0).withName("brief"));
        Stage.ended(worker);
        assertThat(stage.runtime().workers()).extracting(Worker::id).containsExactly(worker.id());

        worker.remove();

        assertThat(stage.runtime().workers()).isEmpty();
        assertThat(stage.runtime().worker("brief")).isEmpty();
        Worker another = stage.start(Workers.exiting(0).withName("brief"));
        assertThat(stage.runtime().worker("brief")).map(Worker::id).contains(another.id());
    }

    @Test
    @Requirement("WRK-LIFE-011")
    void theHandleOfARemovedWorkerRefusesEveryCommand() {
        Worker removed = stage.start(Workers.exiting(0).withName("brief"));
        Stage.ended(removed);
        removed.remove();
        Worker successor = stage.running(Workers.lasting().withName("brief"));

        for (Command command : Command.values()) {
            assertThatThrownBy(() -> command.give(removed))
                    .as("%s of a removed worker", command)
                    .isInstanceOf(IllegalLifecycleException.class);
        }

        assertThat(successor.state()).isEqualTo(RUNNING);
        assertThat(stage.runtime().workers())
                .extracting(Worker::id)
                .containsExactly(successor.id());
    }

    @Test
    @Requirement("WRK-LIFE-011")
    void aWorkerThatHasNotEndedCanNotBeRemoved() {
        Worker worker = stage.running(Workers.lasting());

        assertThatThrownBy(worker::remove)
                .isInstanceOf(IllegalLifecycleException.class)
                .hasMessageContaining(worker.name());

        assertThat(stage.runtime().workers()).extracting(Worker::id).containsExactly(worker.id());
        assertThat(worker.state()).isEqualTo(RUNNING);
    }
}
