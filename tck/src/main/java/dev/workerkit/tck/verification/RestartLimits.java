package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.Worker;
import dev.workerkit.tck.Alone;
import dev.workerkit.tck.Requirement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How often a worker that dies is started again. */
class RestartLimits {

    private static final Duration DELAY = Duration.ofMillis(50);

    /** Enough for a busy machine, and less than what doubled delays would add. */
    private static final Duration LATE = Duration.ofMillis(300);

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-EXIT-007")
    void aWorkerThatDiesUnreadyIsTriedAsOftenAsTheStartLimitSays() {
        Worker worker =
                stage.start(
                        Workers.dyingUnready(3)
                                .withRestart(
                                        RestartPolicy.byExitCode()
                                                .withStartLimit(new StartLimit(2, DELAY))));

        assertThat(stage.history().path(worker, 3, FAILED))
                .containsExactly(STARTING, BACKOFF, STARTING, BACKOFF, STARTING, FAILED);
    }

    @Test
    @Alone("it judges how late a restart is")
    @Requirement("WRK-EXIT-007")
    void theNthRetryWaitsNDelays() {
        Worker worker =
                stage.start(
                        Workers.dyingUnready(3)
                                .withRestart(
                                        RestartPolicy.byExitCode()
                                                .withStartLimit(new StartLimit(5, DELAY))));

        for (int n = 1; n <= 5; n++) {
            Duration waited =
                    Duration.between(
                            stage.history().event(worker, n, BACKOFF).time(),
                            stage.history().event(worker, n + 1, STARTING).time());
            String what = "the delay before retry " + n;
            Stage.session().notBefore(what, DELAY.multipliedBy(n), waited);
            Stage.session().within(what, DELAY.multipliedBy(n), LATE, waited);
        }
    }

    @Test
    @Requirement("WRK-EXIT-007")
    void withoutRetriesTheFirstDeathFailsAWorkerThatWasNotReady() {
        Worker worker =
                stage.start(
                        Workers.dyingUnready(3)
                                .withRestart(
                                        RestartPolicy.byExitCode()
                                                .withStartLimit(new StartLimit(0, DELAY))));

        assertThat(stage.history().path(worker, 1, FAILED)).containsExactly(STARTING, FAILED);
    }

    @Test
    @Requirement("WRK-EXIT-008")
    void oneDeathMoreThanTheRestartIntensityAllowsFailsTheWorker() {
        Worker worker =
                stage.start(
                        Workers.exiting(1)
                                .withRestart(
                                        RestartPolicy.byExitCode()
                                                .withIntensity(
                                                        new RestartIntensity(3, Workers.LONG))));

        assertThat(stage.history().path(worker, 4, FAILED))
                .filteredOn(state -> state == STARTING)
                .hasSize(4);
        assertThat(Stage.ended(worker).incarnation()).isEqualTo(4);
    }

    @Test
    @Requirement("WRK-EXIT-008")
    void withoutRestartsTheFirstDeathFailsTheWorker() {
        Worker worker =
                stage.start(
                        Workers.exiting(1)
                                .withRestart(
                                        RestartPolicy.byExitCode()
                                                .withIntensity(
                                                        new RestartIntensity(0, Workers.LONG))));

        assertThat(stage.history().path(worker, 1, FAILED))
                .containsExactly(STARTING, RUNNING, FAILED);
    }

    @Test
    @Requirement("WRK-EXIT-008")
    void deathsOutsideTheWindowDoNotCount() {
        Duration window = Duration.ofMillis(50);
        Worker worker =
                stage.start(
                        Workers.script(Scripts.exitingAfter(window.multipliedBy(3), 1))
                                .withRestart(
                                        RestartPolicy.byExitCode()
                                                .withIntensity(new RestartIntensity(1, window))));

        assertThat(stage.history().path(worker, 4, RUNNING)).doesNotContain(FAILED);
    }

    @Test
    @Requirement("WRK-EXIT-012")
    void anExplicitStartResetsTheRestartIntensity() {
        Worker worker =
                stage.start(
                        Workers.exiting(1)
                                .withRestart(
                                        RestartPolicy.byExitCode()
                                                .withIntensity(
                                                        new RestartIntensity(1, Workers.LONG))));
        stage.history().event(worker, 2, FAILED);

        worker.start();

        assertThat(stage.history().path(worker, 4, FAILED))
                .filteredOn(state -> state == FAILED)
                .hasSize(2);
    }

    @Test
    @Requirement("WRK-EXIT-012")
    void anExplicitStartResetsTheStartLimit() {
        Stage.assumeCan(Capability.CONTROL);
        Worker worker =
                stage.start(
                        Workers.dyingUnready(3)
                                .withRestart(
                                        RestartPolicy.byExitCode()
                                                .withStartLimit(new StartLimit(1, Duration.ZERO))));
        stage.history().event(worker, 2, FAILED);

        worker.start();

        assertThat(stage.history().path(worker, 4, FAILED))
                .filteredOn(state -> state == FAILED)
                .hasSize(2);
    }
}
