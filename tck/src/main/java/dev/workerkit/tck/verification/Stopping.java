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

import dev.workerkit.Capability;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.StopPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.tck.Requirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a worker is asked to stop, and what it is then. */
class Stopping {

    private static final StopPolicy SHORT_GRACE = StopPolicy.withGrace(Duration.ofMillis(200));

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-STOP-001")
    void aStoppedCommandWorkerGetsSigterm() {
        Worker worker = stage.armed(Workers.polite(41, Duration.ZERO));

        WorkerSnapshot end = Stage.await("the stop", worker.stop());

        assertThat(end.lastExit()).contains(new WorkerExit.Code(41));
    }

    @Test
    @Requirement("WRK-STOP-003")
    void aWorkerThatEndsWithinItsGraceIsNotKilled() {
        Worker worker =
                stage.armed(
                        Workers.polite(41, Duration.ofMillis(400))
                                .withStop(StopPolicy.withGrace(Duration.ofMillis(1200))));

        WorkerSnapshot end = Stage.await("the stop", worker.stop());

        assertThat(end.lastExit()).contains(new WorkerExit.Code(41));
        assertThat(stage.history().path(worker, 1, STOPPED))
                .containsExactly(STARTING, RUNNING, STOPPING, STOPPED);
    }

    @Test
    @Requirement("WRK-STOP-004")
    void aWorkerThatOutlastsItsGraceIsKilledAndNotBefore() {
        Worker worker = stage.armed(Workers.stubborn().withStop(SHORT_GRACE));

        Stage.await("the stop", worker.stop());

        WorkerEvent asked = stage.history().event(worker, 1, STOPPING);
        WorkerEvent killed = stage.history().event(worker, 1, KILLING);
        Duration given = Duration.between(asked.time(), killed.time());
        Duration grace = SHORT_GRACE.grace();
        Stage.session().notBefore("the kill after the grace", grace, given);
        Stage.session().within("the kill after the grace", grace, Duration.ofSeconds(2), given);
        assertThat(stage.history().path(worker, 1, STOPPED))
                .containsExactly(STARTING, RUNNING, STOPPING, KILLING, STOPPED);
    }

    @Test
    @Requirement("WRK-STOP-004")
    void aWorkerThatOutlastsItsGraceEndsBySigkill() {
        Stage.assumeCan(Capability.SIGNALS);
        Worker worker = stage.armed(Workers.stubborn().withStop(SHORT_GRACE));

        WorkerSnapshot end = Stage.await("the stop", worker.stop());

        assertThat(end.lastExit()).contains(new WorkerExit.Signal(9));
    }

    @Test
    @Requirement("WRK-STOP-009")
    void aWorkerThatWasToldToStopIsStoppedWhateverItsExit() {
        List<Worker> workers =
                new ArrayList<>(
                        Stream.of(0, 1, 2, 143)
                                .map(code -> stage.armed(Workers.polite(code, Duration.ZERO)))
                                .toList());
        // This one may end by the signal itself.
        workers.add(stage.armed(Workers.lasting()));

        workers.forEach(Worker::stop);

        for (Worker worker : workers) {
            assertThat(Stage.ended(worker).state()).isEqualTo(STOPPED);
            assertThat(stage.history().path(worker, 1, STOPPED)).doesNotContain(BACKOFF, FAILED);
        }
    }

    @Test
    @Requirement("WRK-STOP-006")
    void stoppingAWorkerThatIsStoppingIsNoError() {
        Worker worker = stage.armed(Workers.polite(0, Duration.ofMillis(200)));

        CompletableFuture<WorkerSnapshot> first = worker.stop();
        CompletableFuture<WorkerSnapshot> second = worker.stop();

        assertThat(Stage.await("the first stop", first).state()).isEqualTo(STOPPED);
        assertThat(Stage.await("the second stop", second).state()).isEqualTo(STOPPED);
        assertThat(stage.history().path(worker, 1, STOPPED))
                .containsExactly(STARTING, RUNNING, STOPPING, STOPPED);
    }

    @Test
    @Requirement("WRK-STOP-006")
    void stoppingOrKillingAWorkerThatHasEndedLeavesItAsItIs() {
        Worker stopped = stage.armed(Workers.lasting());
        Stage.await("the stop", stopped.stop());
        List<Worker> ended =
                List.of(stopped, stage.start(Workers.exiting(0)), stage.start(Workers.exiting(2)));

        for (Worker worker : ended) {
            WorkerSnapshot before = Stage.ended(worker);
            assertSame(Stage.await("a stop after the end", worker.stop()), before);
            assertSame(Stage.await("a kill after the end", worker.kill()), before);
            assertSame(worker.snapshot(), before);
        }
        assertThat(ended).extracting(Worker::state).containsExactly(STOPPED, COMPLETED, FAILED);
    }

    /** But for what is wanted of it: somebody has asked for it to be down. */
    private static void assertSame(WorkerSnapshot after, WorkerSnapshot before) {
        assertThat(after).usingRecursiveComparison().ignoringFields("desired").isEqualTo(before);
    }

    @Test
    @Requirement("WRK-STOP-006")
    void aWorkerThatWaitsToBeStartedAgainIsStoppedAtOnce() {
        Stage.assumeCan(Capability.CONTROL);
        Worker worker =
                stage.start(
                        Workers.dyingUnready(3)
                                .withRestart(
                                        RestartPolicy.byExitCode()
                                                .withStartLimit(new StartLimit(1, Workers.LONG))));
        stage.history().event(worker, 1, BACKOFF);

        assertThat(Stage.await("the stop", worker.stop()).state()).isEqualTo(STOPPED);
        assertThat(stage.history().path(worker, 1, STOPPED))
                .containsExactly(STARTING, BACKOFF, STOPPED);
    }

    @Test
    @Requirement("WRK-STOP-013")
    void aKillEndsTheWorkerWithoutGrace() {
        Worker worker =
                stage.armed(
                        Workers.stubborn().withStop(StopPolicy.withGrace(Duration.ofSeconds(60))));

        WorkerSnapshot end = Stage.await("the kill", worker.kill());

        assertThat(end.state()).isEqualTo(STOPPED);
        assertThat(stage.history().path(worker, 1, STOPPED))
                .containsExactly(STARTING, RUNNING, KILLING, STOPPED);
    }

    @Test
    @Requirement("WRK-STOP-013")
    void aKillCutsAGraceShort() {
        Worker worker =
                stage.armed(
                        Workers.stubborn().withStop(StopPolicy.withGrace(Duration.ofSeconds(60))));
        CompletableFuture<WorkerSnapshot> stop = worker.stop();

        worker.kill();

        assertThat(Stage.await("the stop", stop).state()).isEqualTo(STOPPED);
        assertThat(stage.history().path(worker, 1, STOPPED))
                .containsExactly(STARTING, RUNNING, STOPPING, KILLING, STOPPED);
    }

    @Test
    @Requirement("WRK-STOP-002")
    void theDefaultGraceIsFifteenSeconds() {
        Worker worker = stage.start(Workers.lasting());

        assertThat(worker.spec().stop().grace()).isEqualTo(Duration.ofSeconds(15));
        if (Stage.can(Capability.CONTROL) && Stage.can(Capability.COMMAND)) {
            assertThat(graceThatIsTold()).contains(Duration.ofSeconds(15));
        }
    }

    /** What a worker with the default policy hears when it is stopped. */
    private Optional<Duration> graceThatIsTold() {
        Worker client = stage.start(ControlWorker.ignoringSigterm("await stop", "exit 0"));
        stage.awaitMark(client, "connected");
        Stage.await("the stop", client.stop());
        return ControlWorker.got(stage, client, "stop")
                .findFirst()
                .map(stop -> Duration.ofMillis(stop.path("graceMillis").asLong()));
    }
}
