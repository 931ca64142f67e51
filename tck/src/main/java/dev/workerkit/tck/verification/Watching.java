package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.KILLING;
import static dev.workerkit.WorkerState.PAUSED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.Readiness;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Watchdog;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Alone;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Looper;
import dev.workerkit.tck.fixture.Slow;
import dev.workerkit.tck.fixture.Steady;
import dev.workerkit.tck.fixture.Wedged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whom the watchdog bites, and whom it leaves alone. */
class Watching {

    private static final String READY = "send {\"type\":\"ready\"}";

    /** Longer than a busy machine holds up a process. */
    private static final Duration LIMIT = Duration.ofMillis(600);

    /** In this time, a worker that should not be killed would be. */
    private static final Duration LONG_ENOUGH = LIMIT.multipliedBy(3).dividedBy(2);

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-WATCH-001")
    void aSilentWorkerIsKilledAfterTheLimitAndNotBefore() {
        Worker worker = stage.start(watched(Workers.script(Scripts.lasting())));
        assertThat(stage.history().path(worker, 1, FAILED))
                .containsExactly(STARTING, RUNNING, KILLING, FAILED);
        assertThat(Stage.ended(worker).lastExit().orElseThrow())
                .isInstanceOf(WorkerExit.Watchdog.class);
        Stage.session().notBefore("the kill of a silent worker", LIMIT, watchedFor(worker));
    }

    @Test
    @Requirement({"WRK-WATCH-001", "WRK-WATCH-004"})
    void progressPutsTheKillOffUntilItEnds() {
        int units = 15;
        Duration unit = LIMIT.dividedBy(10);
        Worker worker =
                stage.start(watched(speaking(READY, "count " + units + " " + unit.toMillis())));
        assertBitten(worker);
        Stage.session()
                .notBefore("the kill after progress", unit.multipliedBy(units), watchedFor(worker));
    }

    @Test
    @Requirement("WRK-WATCH-004")
    void aHeartbeatCountsIfItSaysIdleAndNotIfNothingMovedOn() {
        Worker stuck =
                stage.start(
                        watched(
                                speaking(
                                        READY,
                                        "repeat 50 {\"type\":\"progress\",\"units\":3,"
                                                + "\"idle\":false}")));
        Worker idle =
                stage.start(
                        watched(
                                speaking(
                                        READY,
                                        "repeat 50 {\"type\":\"progress\",\"units\":3,"
                                                + "\"idle\":true}")));
        Stage.await("ready", idle.ready());
        assertBitten(stuck);
        assertSpared(List.of(idle));
    }

    @Test
    @Requirement("WRK-WATCH-002")
    void aWedgedLoopIsFoundOutWhateverOtherThreadsSay() {
        Worker worker =
                stage.start(
                        watched(
                                WorkerSpec.of(Wedged.class, 3)
                                        .withLoopTime(Duration.ofMillis(10))));
        stage.awaitMark(worker, "hanging");
        assertBitten(worker);
    }

    @Test
    @Requirement("WRK-WATCH-002")
    void aMessageThatIsNeverDoneWithIsFoundOut() {
        Stage.assumeCan(Capability.CHANNEL);
        Worker worker = stage.start(watched(WorkerSpec.of(Slow.class)));
        worker.channel().send(1);
        worker.channel().send(Workers.LONG.toMillis());
        stage.awaitMark(worker, "begin " + Workers.LONG.toMillis());
        assertBitten(worker);
    }

    @Test
    @Requirement({"WRK-WATCH-002", "WRK-WATCH-003", "WRK-WATCH-006"})
    void aRawWorkerIsWatchedByWhatItTellsAndRestsWhileItWaits() {
        int units = 15;
        Duration unit = LIMIT.dividedBy(10);
        Worker worker =
                stage.start(
                        watched(
                                WorkerSpec.of(
                                        Steady.class,
                                        units,
                                        unit.toString(),
                                        LONG_ENOUGH.toString())));
        assertBitten(worker);
        assertThat(stage.marks(worker)).containsExactly("resting", "hanging");
        // Its work begins a little before its master hears that it is ready.
        Duration heardLate = LIMIT.dividedBy(4);
        Stage.session()
                .notBefore(
                        "the kill after work and rest",
                        unit.multipliedBy(units).plus(LONG_ENOUGH).plus(LIMIT).minus(heardLate),
                        watchedFor(worker));
    }

    @Test
    @Requirement("WRK-WATCH-003")
    void whoWaitsForMessagesOrTheNextLoopIsSpared() {
        List<Worker> waiting = new ArrayList<>();
        waiting.add(
                stage.start(
                        watched(
                                WorkerSpec.of(Looper.class, List.of(0))
                                        .withLoopTime(Workers.LONG))));
        if (Stage.can(Capability.CHANNEL)) {
            waiting.add(stage.start(watched(WorkerSpec.of(Slow.class))));
        }
        waiting.forEach(worker -> Stage.await("ready", worker.ready()));
        assertSpared(waiting);
    }

    @Test
    @Alone("it works for almost as long as its watchdog allows")
    @Requirement("WRK-WATCH-006")
    void whoWorksOnIsSparedHoweverLongItTakes() {
        Duration almostTooLong = LIMIT.multipliedBy(4).dividedBy(5);
        Worker busy =
                stage.start(
                        watched(
                                WorkerSpec.of(Looper.class, List.of(20))
                                        .withLoopTime(Duration.ofMillis(1))));
        // The time begins with the unit, not with the last heartbeat before it.
        Worker slow =
                stage.start(
                        watched(
                                WorkerSpec.of(Looper.class, List.of(almostTooLong.toMillis()))
                                        .withLoopTime(LIMIT)));
        Stage.await("ready", busy.ready());
        Stage.await("ready", slow.ready());
        assertSpared(List.of(busy, slow), LIMIT.multipliedBy(3));
    }

    @Test
    @Requirement("WRK-WATCH-005")
    void aPausedWorkerIsNotWatchedAndAResumedOneIs() {
        Worker worker = stage.start(watched(PausedWorkers.pausable()));
        Stage.await("ready", worker.ready());
        Stage.await("the pause", worker.pause());
        Stage.session()
                .throughout(
                        "it stays paused", LONG_ENOUGH, worker::state, state -> state == PAUSED);
        Stage.await("the end of the pause", worker.resume());
        if (Stage.can(Capability.COMMAND) || Stage.can(Capability.SHELL)) {
            assertBitten(worker);
        }
    }

    private static WorkerSpec watched(WorkerSpec spec) {
        return spec.withWatchdog(Watchdog.after(LIMIT)).withRestart(RestartPolicy.never());
    }

    private static WorkerSpec speaking(String... steps) {
        return ControlWorker.speaking(steps).withReadiness(Readiness.told(Workers.LONG));
    }

    private void assertBitten(Worker worker) {
        stage.history().event(worker, 1, KILLING);
        assertThat(Stage.ended(worker).lastExit().orElseThrow())
                .isInstanceOf(WorkerExit.Watchdog.class);
    }

    private void assertSpared(List<Worker> workers) {
        assertSpared(workers, LONG_ENOUGH);
    }

    private void assertSpared(List<Worker> workers, Duration window) {
        Stage.session()
                .throughout(
                        "workers that make progress or are idle live",
                        window,
                        () -> workers.stream().map(Worker::state).toList(),
                        states -> states.stream().allMatch(RUNNING::equals));
    }

    /** How long it ran until it was killed. */
    private Duration watchedFor(Worker worker) {
        return Duration.between(
                stage.history().event(worker, 1, RUNNING).time(),
                stage.history().event(worker, 1, KILLING).time());
    }
}
