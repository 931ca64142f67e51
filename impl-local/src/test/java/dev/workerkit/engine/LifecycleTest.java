package dev.workerkit.engine;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.KILLING;
import static dev.workerkit.WorkerState.PAUSED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Backoff;
import dev.workerkit.DesiredState;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.Probe;
import dev.workerkit.Readiness;
import dev.workerkit.Recycle;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.StopPolicy;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifecycleTest {

    private static final WorkerSpec IMMEDIATE = WorkerSpec.command("true");
    private static final WorkerSpec TOLD =
            IMMEDIATE
                    .withReadiness(Readiness.told(Duration.ofSeconds(5)))
                    .withRestart(
                            RestartPolicy.byExitCode()
                                    .withStartLimit(new StartLimit(2, Duration.ofSeconds(1))));

    private static Simulation running(WorkerSpec spec) {
        Simulation simulation = new Simulation(spec);
        simulation.command(Trigger.START);
        simulation.place.spawned();
        simulation.settle();
        return simulation;
    }

    private static void end(Simulation simulation, int code) {
        simulation.place.end(new WorkerExit.Code(code));
        simulation.settle();
    }

    @ParameterizedTest
    @CsvSource({
        "by-exit-code, 0, COMPLETED",
        "by-exit-code, 1, STARTING",
        "by-exit-code, 2, FAILED",
        "by-exit-code, 3, STARTING",
        "by-exit-code, 143, STARTING",
        "always, 0, STARTING",
        "always, 2, STARTING",
        "never, 0, COMPLETED",
        "never, 1, FAILED"
    })
    void theExitAndThePolicyDecide(String policy, int code, String expected) {
        Simulation simulation = running(IMMEDIATE.withRestart(RestartPolicy.named(policy)));

        end(simulation, code);
        simulation.pass(Duration.ZERO);

        assertThat(simulation.state().name()).isEqualTo(expected);
        assertThat(simulation.worker.snapshot().lastExit()).contains(new WorkerExit.Code(code));
    }

    @Test
    void oneThatDiesBeforeItIsReadyIsTriedAgainAfterGrowingDelaysAndThenFails() {
        Simulation simulation = running(TOLD);

        end(simulation, 1);
        assertThat(simulation.state()).isEqualTo(BACKOFF);
        simulation.pass(Duration.ofMillis(999));
        assertThat(simulation.state()).isEqualTo(BACKOFF);
        simulation.pass(Duration.ofMillis(1));
        assertThat(simulation.state()).isEqualTo(STARTING);

        end(simulation, 1);
        simulation.pass(Duration.ofMillis(1999));
        assertThat(simulation.state()).isEqualTo(BACKOFF);
        simulation.pass(Duration.ofMillis(1));
        end(simulation, 1);

        assertThat(simulation.state()).isEqualTo(FAILED);
        assertThat(simulation.place.asked).containsExactly("spawn 1", "spawn 2", "spawn 3");
    }

    @Test
    void oneThatHasRunForLongBeginsWithTheFirstDelayAgainAfterItWasRecycled() {
        Backoff delay =
                Backoff.linear(Duration.ofSeconds(10)).withResetAfter(Duration.ofMinutes(1));
        Simulation simulation =
                running(IMMEDIATE.withRestart(RestartPolicy.onFailure().withDelay(delay)));
        end(simulation, 1);
        simulation.pass(Duration.ofSeconds(10));
        simulation.place.spawned();
        simulation.settle();
        simulation.pass(Duration.ofHours(1));
        simulation.place.recycle(2, "it is old");
        simulation.settle();
        end(simulation, 0);
        simulation.place.spawned();
        simulation.settle();

        end(simulation, 1);
        simulation.pass(Duration.ofSeconds(10));

        assertThat(simulation.state()).isEqualTo(STARTING);
    }

    @Test
    void becomingReadyForgivesFailedStarts() {
        Simulation simulation = running(TOLD);
        end(simulation, 1);
        simulation.pass(Duration.ofSeconds(1));
        simulation.place.ready(2);
        simulation.settle();
        end(simulation, 1);
        simulation.pass(Duration.ZERO);

        end(simulation, 1);
        simulation.pass(Duration.ofSeconds(1));

        assertThat(simulation.state()).isEqualTo(STARTING);
    }

    @Test
    void oneThatDiesMoreOftenThanItsIntensityAllowsFails() {
        WorkerSpec spec =
                IMMEDIATE.withRestart(
                        RestartPolicy.byExitCode()
                                .withIntensity(new RestartIntensity(2, Duration.ofSeconds(10))));
        Simulation simulation = running(spec);
        for (int i = 0; i < 2; i++) {
            end(simulation, 1);
            simulation.pass(Duration.ofSeconds(1));
            simulation.place.spawned();
            simulation.settle();
        }

        end(simulation, 1);

        assertThat(simulation.state()).isEqualTo(FAILED);
        simulation.command(Trigger.START);
        simulation.place.spawned();
        simulation.settle();
        end(simulation, 1);
        assertThat(simulation.state()).as("a manual start resets").isEqualTo(BACKOFF);
    }

    @Test
    void restartsOutsideTheWindowDoNotCount() {
        WorkerSpec spec =
                IMMEDIATE.withRestart(
                        RestartPolicy.byExitCode()
                                .withIntensity(new RestartIntensity(1, Duration.ofSeconds(10))));
        Simulation simulation = running(spec);
        for (int i = 0; i < 10; i++) {
            end(simulation, 1);
            simulation.pass(Duration.ofSeconds(10));
            simulation.place.spawned();
            simulation.settle();
            assertThat(simulation.state()).isEqualTo(RUNNING);
        }
    }

    @Test
    void oneThatIsNotReadyInTimeIsKilledAndCountsAsAFailedStart() {
        Simulation simulation = running(TOLD);

        simulation.pass(Duration.ofSeconds(5));
        assertThat(simulation.state()).isEqualTo(KILLING);
        simulation.place.end(new WorkerExit.Signal(9));
        simulation.settle();

        assertThat(simulation.state()).isEqualTo(BACKOFF);
        assertThat(simulation.worker.snapshot().lastExit().orElseThrow())
                .isInstanceOf(WorkerExit.Timeout.class);
        assertThat(simulation.events.get(simulation.events.size() - 1).exit().orElseThrow())
                .isInstanceOf(WorkerExit.Timeout.class);
    }

    @Test
    void theLastThingThatAProbeFoundIsInTheExit() {
        Simulation simulation =
                running(
                        TOLD.withReadiness(
                                Readiness.probed(Probe.tcp(8080), Duration.ofSeconds(5))));

        simulation.place.probeFailed(1, "refused");
        simulation.settle();
        simulation.pass(Duration.ofSeconds(5));
        simulation.place.end(new WorkerExit.Signal(9));
        simulation.settle();

        assertThat(simulation.worker.snapshot().lastExit())
                .contains(new WorkerExit.Timeout("not ready within PT5S; last probe: refused"));
        simulation.pass(Duration.ofSeconds(1));
        simulation.place.probeSucceeded(1);
        simulation.settle();
        assertThat(simulation.state()).as("by the probe of the one before").isEqualTo(STARTING);
        simulation.place.probeSucceeded(2);
        simulation.settle();
        assertThat(simulation.state()).isEqualTo(RUNNING);
    }

    @Test
    void itsOwnWordCountsOnlyWhereItIsAskedFor() {
        Simulation simulation = running(TOLD.withReadiness(Readiness.after(Duration.ofSeconds(2))));

        simulation.place.ready(1);
        simulation.settle();
        assertThat(simulation.state()).isEqualTo(STARTING);
        simulation.pass(Duration.ofSeconds(2));

        assertThat(simulation.state()).isEqualTo(RUNNING);
    }

    @Test
    void aStopHasAGraceAndThenKills() {
        Simulation simulation =
                running(IMMEDIATE.withStop(StopPolicy.withGrace(Duration.ofSeconds(3))));

        simulation.command(Trigger.STOP);
        simulation.pass(Duration.ofMillis(2999));
        assertThat(simulation.state()).isEqualTo(STOPPING);
        simulation.pass(Duration.ofMillis(1));
        assertThat(simulation.state()).isEqualTo(KILLING);
        simulation.place.end(new WorkerExit.Signal(9));
        simulation.settle();

        assertThat(simulation.state()).isEqualTo(STOPPED);
        assertThat(simulation.place.asked).containsExactly("spawn 1", "stop 1", "kill 1");
        assertThat(simulation.place.isRetired()).isTrue();
    }

    @Test
    void aRestartIsAStopAndAStart() {
        Simulation simulation = running(IMMEDIATE);

        simulation.command(Trigger.RESTART);
        assertThat(simulation.state()).isEqualTo(STOPPING);
        end(simulation, 2);

        assertThat(simulation.state()).isEqualTo(STARTING);
        assertThat(simulation.place.asked).containsExactly("spawn 1", "stop 1", "spawn 2");
    }

    @Test
    void aStopDuringARestartWins() {
        Simulation simulation = running(IMMEDIATE);
        simulation.command(Trigger.RESTART);

        simulation.command(Trigger.STOP);
        end(simulation, 0);

        assertThat(simulation.state()).isEqualTo(STOPPED);
    }

    @Test
    void aStopInBackoffStopsAtOnce() {
        Simulation simulation = running(TOLD);
        end(simulation, 1);

        simulation.command(Trigger.STOP);
        assertThat(simulation.state()).isEqualTo(STOPPED);
        simulation.pass(Duration.ofHours(1));

        assertThat(simulation.state()).isEqualTo(STOPPED);
        assertThat(simulation.place.asked).containsExactly("spawn 1");
    }

    @Test
    void pausingWaitsForTheWorkersWord() {
        Simulation simulation = running(IMMEDIATE);

        simulation.command(Trigger.PAUSE);
        assertThat(simulation.state()).isEqualTo(RUNNING);
        simulation.place.paused(1);
        simulation.settle();
        assertThat(simulation.state()).isEqualTo(PAUSED);
        simulation.command(Trigger.RESUME);
        simulation.place.resumed(1);
        simulation.settle();

        assertThat(simulation.state()).isEqualTo(RUNNING);
    }

    @Test
    void oneThatDiesWhilePausedIsPausedAgain() {
        Simulation simulation = running(IMMEDIATE);
        simulation.command(Trigger.PAUSE);
        simulation.place.paused(1);
        simulation.settle();

        end(simulation, 1);
        simulation.pass(Duration.ZERO);
        simulation.place.spawned();
        simulation.settle();

        assertThat(simulation.place.asked)
                .containsExactly("spawn 1", "pause 1", "spawn 2", "pause 2");
    }

    @Test
    void whatComesFromAnOldIncarnationChangesNothing() {
        Simulation simulation = running(TOLD);
        end(simulation, 1);
        simulation.pass(Duration.ofSeconds(1));
        List<WorkerEvent> before = List.copyOf(simulation.events);

        simulation.place.ready(1);
        simulation.place.endAgain(1);
        simulation.settle();

        assertThat(simulation.events).isEqualTo(before);
    }

    @Test
    void aRefusalNamesTheWorkerTheStateAndWhatToDo() {
        Simulation simulation = running(TOLD);

        assertThatThrownBy(() -> simulation.command(Trigger.PAUSE))
                .isInstanceOf(IllegalLifecycleException.class)
                .hasMessage(
                        "Can't pause worker 'w': it is STARTING;"
                                + " wait until it is ready, or stop it");
    }

    @Test
    void aRemovedWorkerRefusesEveryCommand() {
        Simulation simulation = running(IMMEDIATE);
        end(simulation, 0);
        assertThat(simulation.state()).isEqualTo(COMPLETED);
        simulation.command(Trigger.REMOVE);

        for (Trigger trigger : Trigger.values()) {
            if (trigger.isCommand()) {
                assertThatThrownBy(() -> simulation.command(trigger))
                        .isInstanceOf(IllegalLifecycleException.class)
                        .hasMessageContaining("removed");
            }
        }
    }

    @Test
    void endingWithinTheGraceIsNotAKill() {
        Simulation simulation = running(IMMEDIATE);

        simulation.command(Trigger.STOP);
        end(simulation, 143);

        assertThat(simulation.state()).isEqualTo(STOPPED);
        assertThat(simulation.events)
                .extracting(WorkerEvent::to)
                .containsExactly(STARTING, RUNNING, STOPPING, STOPPED);
    }

    @Test
    void theLongestTimesThereAreLoseNoEnd() {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
        WorkerSpec spec =
                IMMEDIATE
                        .withRestart(
                                RestartPolicy.byExitCode()
                                        .withIntensity(new RestartIntensity(1, longest)))
                        .withStop(StopPolicy.withGrace(longest));

        Simulation simulation = running(spec);
        end(simulation, 1);
        simulation.pass(Duration.ZERO);
        simulation.place.spawned();
        simulation.settle();
        assertThat(simulation.state()).isEqualTo(RUNNING);
        end(simulation, 1);
        assertThat(simulation.state()).isEqualTo(FAILED);

        simulation = running(spec);
        simulation.command(Trigger.STOP);
        simulation.pass(Duration.ofDays(365));
        assertThat(simulation.state()).isEqualTo(STOPPING);
    }

    @Test
    void theLongestTimesThereAreKeepAWorkerStartingAndBackedOff() {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
        WorkerSpec spec =
                IMMEDIATE
                        .withReadiness(Readiness.told(longest))
                        .withRestart(
                                RestartPolicy.byExitCode()
                                        .withStartLimit(new StartLimit(2, longest)));

        Simulation simulation = running(spec);
        simulation.pass(Duration.ofDays(365));
        assertThat(simulation.state()).isEqualTo(STARTING);
        end(simulation, 1);
        simulation.pass(Duration.ofDays(365));
        assertThat(simulation.state()).isEqualTo(BACKOFF);

        simulation =
                running(
                        spec.withRestart(
                                RestartPolicy.byExitCode()
                                        .withStartLimit(new StartLimit(2, longest.dividedBy(2)))));
        end(simulation, 1);
        assertThat(simulation.state()).isEqualTo(BACKOFF);
    }

    @Test
    void aPauseThatARestartOvertakesIsToldToHaveFailed() {
        Simulation simulation = running(IMMEDIATE);
        simulation.command(Trigger.PAUSE);
        CompletableFuture<WorkerSnapshot> paused =
                simulation.worker.goals.await(Goals.Goal.PAUSED, simulation.worker.snapshot());

        simulation.command(Trigger.RESTART);
        simulation.place.end(new WorkerExit.Signal(15));
        simulation.settle();
        simulation.place.spawned();
        simulation.settle();

        assertThat(simulation.state()).isEqualTo(RUNNING);
        assertThat(paused).isCompletedExceptionally();
    }

    @Test
    void aRestartIsTheFirstOfTheStartsThatCount() {
        Simulation simulation =
                running(
                        IMMEDIATE.withRestart(
                                RestartPolicy.always()
                                        .withIntensity(
                                                new RestartIntensity(
                                                        2,
                                                        Duration.ofSeconds(10),
                                                        RestartIntensity.Counts.STARTS))));
        simulation.command(Trigger.RESTART);
        end(simulation, 0);
        simulation.place.spawned();
        simulation.settle();

        end(simulation, 1);
        simulation.pass(Duration.ZERO);
        assertThat(simulation.state()).isEqualTo(STARTING);
        end(simulation, 1);

        assertThat(simulation.state()).isEqualTo(FAILED);
    }

    @Test
    void recyclingIsNoneOfTheStartsThatCount() {
        Simulation simulation =
                running(
                        IMMEDIATE.withRestart(
                                RestartPolicy.always()
                                        .withIntensity(
                                                new RestartIntensity(
                                                        2,
                                                        Duration.ofSeconds(10),
                                                        RestartIntensity.Counts.STARTS))));
        for (int incarnation = 1; incarnation <= 5; incarnation++) {
            simulation.place.recycle(incarnation, "it is old");
            simulation.settle();
            end(simulation, 0);
            simulation.place.spawned();
            simulation.settle();
        }

        end(simulation, 1);

        assertThat(simulation.state()).isEqualTo(BACKOFF);
    }

    @Test
    void oneThatIsToBeRenewedWhilePausedIsRenewedOnceItIsResumed() {
        Simulation simulation = paused(IMMEDIATE);
        simulation.place.recycle(1, "it is old");
        simulation.settle();
        assertThat(simulation.state()).isEqualTo(PAUSED);

        resume(simulation);

        assertRenewedFor(simulation, "recycled: it is old");
    }

    @Test
    void oneThatGetsOldWhilePausedIsRenewedOnceItIsResumed() {
        Simulation simulation =
                paused(IMMEDIATE.withRecycle(Recycle.never().afterAge(Duration.ofMinutes(1))));
        simulation.pass(Duration.ofMinutes(2));
        assertThat(simulation.state()).isEqualTo(PAUSED);

        resume(simulation);

        assertRenewedFor(simulation, "recycled: it has run for its time, PT1M");
    }

    private static Simulation paused(WorkerSpec spec) {
        Simulation simulation = running(spec);
        simulation.command(Trigger.PAUSE);
        simulation.place.paused(1);
        simulation.settle();
        return simulation;
    }

    private static void resume(Simulation simulation) {
        simulation.command(Trigger.RESUME);
        simulation.place.resumed(1);
        simulation.settle();
    }

    private static void assertRenewedFor(Simulation simulation, String cause) {
        assertThat(simulation.events.get(simulation.events.size() - 1).cause()).isEqualTo(cause);
        end(simulation, 0);
        assertThat(simulation.state()).isEqualTo(STARTING);
        assertThat(simulation.worker.snapshot().incarnation()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"137, Timeout", "0, Code", "7, Code"})
    void oneThatEndsByItselfInTheLastMomentHasSaidMoreThanTheKill(int code, String told) {
        Simulation simulation = running(TOLD);
        simulation.pass(Duration.ofSeconds(5));
        assertThat(simulation.state()).isEqualTo(KILLING);

        end(simulation, code);

        assertThat(simulation.worker.snapshot().lastExit().orElseThrow().getClass().getSimpleName())
                .isEqualTo(told);
    }

    @Test
    void onlyOneThatLivesHasAProcess() {
        Simulation simulation = running(IMMEDIATE);
        assertThat(simulation.worker.snapshot().pid()).hasValue(1001);
        end(simulation, 0);
        assertThat(simulation.worker.snapshot().pid()).isEmpty();
    }

    @Test
    void oneWhoseFailureIsForgottenIsWantedNoMore() {
        Simulation simulation = running(IMMEDIATE.withRestart(RestartPolicy.never()));
        end(simulation, 1);
        assertThat(simulation.state()).isEqualTo(FAILED);

        simulation.command(Trigger.RESET_FAILED);

        assertThat(simulation.state()).isEqualTo(STOPPED);
        assertThat(simulation.worker.snapshot().desired()).isEqualTo(DesiredState.DOWN);
        assertThat(simulation.worker.snapshot().lastExit()).contains(new WorkerExit.Code(1));
    }
}
