package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.workerkit.Backoff;
import dev.workerkit.Readiness;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What counts against which limit, and how limits are forgotten. */
class Limits {

    private static final RestartIntensity NONE = new RestartIntensity(0, Workers.LONG);
    private static final RestartIntensity ONE = new RestartIntensity(1, Workers.LONG);
    private static final RestartIntensity TWO = new RestartIntensity(2, Workers.LONG);
    private static final RestartIntensity THREE_STARTS =
            new RestartIntensity(3, Workers.LONG, RestartIntensity.Counts.STARTS);

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-LIMIT-001")
    void exitCodeZeroBeforeReadyIsAFailedStartUnderAnyExit() {
        StartLimit limit = new StartLimit(1, Duration.ZERO);
        Worker any = unready(0, limit.withAnyExit());
        Worker usual = unready(0, limit);

        assertPath(any, 2, STARTING, BACKOFF, STARTING, FAILED);
        assertPath(usual, 1, STARTING, COMPLETED);
    }

    private Worker unready(int code, StartLimit limit) {
        return stage.start(
                Workers.dyingUnready(code)
                        .withRestart(RestartPolicy.onFailure().withStartLimit(limit)));
    }

    @Test
    @Requirement("WRK-LIMIT-002")
    void anIntensityOfStartsCountsTheFirstOneToo() {
        Worker starts = stage.start(exiting(RestartPolicy.always().withIntensity(THREE_STARTS)));
        Worker restarts =
                stage.start(
                        exiting(
                                RestartPolicy.always()
                                        .withIntensity(new RestartIntensity(3, Workers.LONG))));

        assertThat(stage.history().path(starts, 3, FAILED)).doesNotContain(STOPPED);
        assertThat(Stage.ended(starts).incarnation()).isEqualTo(3);
        assertThat(Stage.ended(restarts).incarnation()).isEqualTo(4);
    }

    @Test
    @Requirement("WRK-LIMIT-002")
    void anIntensityOfStartsCountsFailedOnes() {
        StartLimit unlimited = StartLimit.unlimited(Backoff.none());
        Worker worker =
                stage.start(
                        neverAliveForLong(
                                RestartPolicy.always()
                                        .withStartLimit(unlimited)
                                        .withIntensity(THREE_STARTS)));

        assertPath(worker, 3, STARTING, BACKOFF, STARTING, BACKOFF, STARTING, FAILED);
    }

    @Test
    @Requirement("WRK-LIMIT-003")
    void anUnlimitedIntensityNeverFailsAWorker() {
        Worker worker =
                stage.start(
                        exiting(
                                RestartPolicy.always()
                                        .withIntensity(RestartIntensity.unlimited())));

        assertThat(stage.history().path(worker, 15, RUNNING)).doesNotContain(FAILED);
    }

    @Test
    @Requirement("WRK-LIMIT-004")
    void restartsAfterReadyDoNotCountAgainstTheStartLimit() {
        Worker worker =
                stage.start(
                        exiting(
                                RestartPolicy.always()
                                        .withStartLimit(new StartLimit(0, Duration.ZERO))
                                        .withIntensity(TWO)));

        assertThat(Stage.ended(worker).incarnation()).isEqualTo(3);
    }

    @Test
    @Requirement("WRK-LIMIT-004")
    void failedStartsDoNotCountAgainstTheRestartIntensity() {
        Worker worker =
                stage.start(
                        neverAliveForLong(
                                RestartPolicy.always()
                                        .withStartLimit(new StartLimit(2, Duration.ZERO))
                                        .withIntensity(NONE)));

        assertPath(worker, 3, STARTING, BACKOFF, STARTING, BACKOFF, STARTING, FAILED);
    }

    @Test
    @Requirement("WRK-LIMIT-006")
    void resettingAFailureTurnsItIntoStoppedAndStartsNothing() {
        Worker worker = stage.start(exiting(RestartPolicy.never()));
        stage.history().event(worker, 1, FAILED);

        worker.resetFailed();

        assertThat(worker.state()).isEqualTo(STOPPED);
        Stage.session()
                .throughout(
                        "nothing is started",
                        Duration.ofMillis(300),
                        worker::snapshot,
                        now -> now.state() == STOPPED && now.incarnation() == 1);
        worker.resetFailed();
        assertThat(worker.state()).as("there is nothing left to reset").isEqualTo(STOPPED);
        assertThat(stage.history().path(worker, 1, STOPPED))
                .containsExactly(STARTING, RUNNING, FAILED, STOPPED);
    }

    @Test
    @Requirement("WRK-LIMIT-006")
    void afterAResetLimitsAndDelaysBeginAnew() {
        Duration delay = Duration.ofMillis(500);
        Worker worker =
                stage.start(
                        exiting(
                                RestartPolicy.always()
                                        .withDelay(Backoff.linear(delay))
                                        .withIntensity(ONE)));
        stage.history().event(worker, 1, BACKOFF);

        worker.resetFailed();

        assertThat(worker.state()).as("a reset ends no wait").isEqualTo(BACKOFF);
        WorkerEvent waits = stage.history().event(worker, 2, BACKOFF);
        WorkerEvent again = stage.history().event(worker, 3, STARTING);
        Stage.session()
                .within(
                        "the first delay after a reset",
                        delay,
                        delay.minusMillis(50),
                        Duration.between(waits.time(), again.time()));
        stage.history().event(worker, 3, FAILED);
    }

    @Test
    @Requirement("WRK-LIMIT-007")
    void aWorkerInBackoffTellsWhenItWillBeStartedAgain() {
        Duration delay = Duration.ofMinutes(10);
        Worker worker =
                stage.start(exiting(RestartPolicy.always().withDelay(Backoff.constant(delay))));

        WorkerEvent waits = stage.history().event(worker, 1, BACKOFF);
        assertThat(worker.snapshot().nextStart())
                .hasValueSatisfying(
                        start ->
                                assertThat(start)
                                        .isCloseTo(
                                                waits.time().plus(delay),
                                                within(1, ChronoUnit.SECONDS)));
        Stage.await("the stop", worker.stop());
        assertThat(worker.snapshot().nextStart()).isEmpty();
    }

    private static WorkerSpec exiting(RestartPolicy policy) {
        return Workers.exiting(1).withRestart(policy);
    }

    /** It exits at once, and would be ready only much later. */
    private static WorkerSpec neverAliveForLong(RestartPolicy policy) {
        return exiting(policy).withReadiness(Readiness.after(Workers.LONG));
    }

    private void assertPath(Worker worker, int incarnations, WorkerState... path) {
        assertThat(stage.history().path(worker, incarnations, path[path.length - 1]))
                .containsExactly(path);
        assertThat(Stage.ended(worker).incarnation()).isEqualTo(incarnations);
    }
}
