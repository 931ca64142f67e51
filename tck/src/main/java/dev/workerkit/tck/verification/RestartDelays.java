package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Backoff;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Alone;
import dev.workerkit.tck.Requirement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long a worker that had been ready waits for its restart, and how lateness is judged. */
@Alone("it judges how late a restart is")
class RestartDelays {

    private static final Duration DELAY = Duration.ofMillis(200);
    private static final Duration CLOCK_ERROR = Duration.ofMillis(5);

    /**
     * Often enough for a delay that grows to be more than late, however slow the machine; the last
     * is judged first, for the first ones may just be late.
     */
    private static final int MANY = 7;

    /** Less than any delay here; so a delay that is too long by one step is found out. */
    private static final Duration LATE = Duration.ofMillis(190);

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-RESTART-004")
    void aWorkerThatHadBeenReadyWaitsForTheDelayOfItsPolicy() {
        Duration delay = Duration.ofMillis(400);
        Worker worker = stage.start(exitingAgain(Backoff.constant(delay)));

        assertWaited(worker, 1, delay);
        assertWaited(worker, 2, delay);
    }

    @Test
    @Requirement("WRK-RESTART-004")
    void withoutADelayItIsStartedAgainAtOnce() {
        Worker worker = stage.start(exitingAgain(Backoff.none()));

        assertWaited(worker, 1, Duration.ZERO);
    }

    @Test
    @Requirement("WRK-RESTART-005")
    void delaysGrowAsTheBackoffSays() {
        Worker linear = stage.start(exitingAgain(Backoff.linear(DELAY)));
        Worker exponential =
                stage.start(exitingAgain(Backoff.exponential(DELAY, DELAY.multipliedBy(4), 2)));

        for (int n = 1; n <= 3; n++) {
            assertWaited(linear, n, DELAY.multipliedBy(n));
            assertWaited(exponential, n, DELAY.multipliedBy(1L << (n - 1)));
        }
    }

    @Test
    @Requirement("WRK-RESTART-005")
    void delaysGrowToTheCapAndNotBeyond() {
        Duration cap = DELAY.multipliedBy(2);
        Worker linear = stage.start(exitingAgain(Backoff.linear(DELAY).withCap(cap)));
        Worker exponential = stage.start(exitingAgain(Backoff.exponential(DELAY, cap, 1)));

        for (int n = MANY; n >= 2; n--) {
            assertWaited(linear, n, cap);
            assertWaited(exponential, n, cap);
        }
    }

    @Test
    @Requirement("WRK-RESTART-005")
    void afterAStableRunTheFirstDelayComesAgain() {
        // Whatever has run at all has been stable.
        Worker worker =
                stage.start(
                        exitingAgain(Backoff.linear(DELAY).withResetAfter(Duration.ofNanos(1))));

        for (int n = MANY; n >= 1; n--) {
            assertWaited(worker, n, DELAY);
        }
    }

    @Test
    @Requirement("WRK-RESTART-005")
    void onlyARunThatIsLongEnoughIsForgiven() {
        Duration stable = Duration.ofSeconds(1);
        try (Puppet puppet = Puppet.in(stage, "stable")) {
            Worker worker =
                    stage.start(
                            restarting(
                                    puppet.spec(), Backoff.linear(DELAY).withResetAfter(stable)));
            for (int n = 1; n <= 2; n++) {
                stage.history().event(worker, n, RUNNING);
                puppet.exit(worker, 1);
                assertWaited(worker, n, DELAY.multipliedBy(n));
            }
            Instant ready = stage.history().event(worker, 3, RUNNING).time();
            Stage.session()
                    .await(
                            "the run is stable",
                            Instant::now,
                            now -> now.isAfter(ready.plus(stable).plus(CLOCK_ERROR)));
            puppet.exit(worker, 1);
            assertWaited(worker, 3, DELAY);
        }
    }

    @Test
    @Requirement("WRK-RESTART-007")
    void whatIsNotReadyInTimeIsJudgedByTheCauseTimeoutAndNotByTheSignalThatKilledIt() {
        WorkerSpec late = Workers.neverReady(Duration.ofMillis(200));
        Worker onAbort = stage.start(late.withRestart(RestartPolicy.onAbort()));
        Worker onAbnormal = stage.start(late.withRestart(RestartPolicy.onAbnormal()));

        assertThat(stage.history().event(onAbort, 1, FAILED).exit())
                .containsInstanceOf(WorkerExit.Timeout.class);
        assertThat(stage.history().event(onAbnormal, 1, BACKOFF).exit())
                .containsInstanceOf(WorkerExit.Timeout.class);
        assertThat(Stage.ended(onAbort).lastExit()).containsInstanceOf(WorkerExit.Timeout.class);
    }

    private static WorkerSpec exitingAgain(Backoff delay) {
        return restarting(Workers.exiting(1), delay);
    }

    private static WorkerSpec restarting(WorkerSpec spec, Backoff delay) {
        return spec.withRestart(
                RestartPolicy.byExitCode()
                        .withDelay(delay)
                        .withIntensity(RestartIntensity.unlimited()));
    }

    private void assertWaited(Worker worker, int incarnation, Duration delay) {
        Duration waited =
                Duration.between(
                        stage.history().event(worker, incarnation, BACKOFF).time(),
                        stage.history().event(worker, incarnation + 1, STARTING).time());
        String what = "the delay of %d ms after a death".formatted(delay.toMillis());
        Stage.session().notBefore(what, delay, waited);
        Stage.session().within(what, delay, LATE, waited);
    }
}
