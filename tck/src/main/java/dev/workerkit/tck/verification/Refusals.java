package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.workerkit.Capability;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.StopPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commands that a worker's state forbids. */
class Refusals {

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-LIFE-006")
    void aRunningWorkerCanNeitherBeStartedNorRemoved() {
        Worker worker = running();

        assertRefused(worker, RUNNING, Command.START);
        assertRefused(worker, RUNNING, Command.REMOVE);
    }

    @Test
    @Requirement("WRK-LIFE-006")
    void aStoppingWorkerCanNeitherBeStartedNorRestartedNorRemoved() {
        Worker worker = stopping();

        assertRefused(worker, STOPPING, Command.START);
        assertRefused(worker, STOPPING, Command.RESTART);
        assertRefused(worker, STOPPING, Command.REMOVE);
    }

    @Test
    @Requirement("WRK-LIFE-006")
    void aStartingWorkerCanNeitherBeStartedNorRemoved() {
        Worker worker = starting();

        assertRefused(worker, STARTING, Command.START);
        assertRefused(worker, STARTING, Command.REMOVE);
    }

    @Test
    @Requirement("WRK-LIFE-006")
    void aWorkerThatWaitsToBeStartedAgainCanNotBeRemoved() {
        assertRefused(waiting(), BACKOFF, Command.REMOVE);
    }

    @Test
    @Requirement("WRK-LIFE-007")
    void aRunningWorkerCanNotBeResumed() {
        assertRefused(running(), RUNNING, Command.RESUME);
    }

    @Test
    @Requirement("WRK-LIFE-007")
    void aStartingWorkerCanNeitherBePausedNorResumed() {
        assertNeitherPausedNorResumed(starting(), STARTING);
    }

    @Test
    @Requirement("WRK-LIFE-007")
    void aStoppingWorkerCanNeitherBePausedNorResumed() {
        assertNeitherPausedNorResumed(stopping(), STOPPING);
    }

    @Test
    @Requirement("WRK-LIFE-007")
    void aWorkerThatWaitsToBeStartedAgainCanNeitherBePausedNorResumed() {
        assertNeitherPausedNorResumed(waiting(), BACKOFF);
    }

    @Test
    @Requirement("WRK-LIFE-007")
    void aWorkerThatHasEndedCanNeitherBePausedNorResumed() {
        Worker stopped = running();
        Stage.await("the stop", stopped.stop());

        assertNeitherPausedNorResumed(stopped, STOPPED);
        assertNeitherPausedNorResumed(stage.start(Workers.exiting(0)), COMPLETED);
        assertNeitherPausedNorResumed(stage.start(Workers.exiting(2)), FAILED);
    }

    private Worker running() {
        return stage.running(Workers.lasting());
    }

    private Worker stopping() {
        Worker worker =
                stage.armed(
                        Workers.stubborn().withStop(StopPolicy.withGrace(Duration.ofSeconds(60))));
        worker.stop();
        return worker;
    }

    private Worker starting() {
        Stage.assumeCan(Capability.CONTROL);
        Worker worker = stage.start(Workers.neverReady(Workers.LONG));
        stage.awaitMark(worker, "armed");
        return worker;
    }

    private Worker waiting() {
        Stage.assumeCan(Capability.CONTROL);
        return stage.start(
                Workers.dyingUnready(3)
                        .withRestart(
                                RestartPolicy.byExitCode()
                                        .withStartLimit(new StartLimit(1, Workers.LONG))));
    }

    private void assertNeitherPausedNorResumed(Worker worker, WorkerState state) {
        assertRefused(worker, state, Command.PAUSE);
        assertRefused(worker, state, Command.RESUME);
    }

    private void assertRefused(Worker worker, WorkerState state, Command command) {
        Stage.awaitState(worker, state);
        WorkerSnapshot before = worker.snapshot();

        Throwable refusal = catchThrowable(() -> command.give(worker));

        assertThat(refusal)
                .as("refusal to %s while %s", command, state)
                .isInstanceOf(IllegalLifecycleException.class)
                .hasMessageContaining(worker.name())
                .asInstanceOf(InstanceOfAssertFactories.type(IllegalLifecycleException.class))
                .returns(state, IllegalLifecycleException::state);
        // It may have an id some time before the runtime knows that.
        assertThat(worker.snapshot())
                .as("the worker after a refusal")
                .usingRecursiveComparison()
                .ignoringFields("pid")
                .isEqualTo(before);
    }
}
