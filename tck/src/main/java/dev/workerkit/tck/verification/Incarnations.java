package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.KILLING;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.StopPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.Requirement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The lives of a worker, one after the other. */
class Incarnations {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-LIFE-001")
    void incarnationsAreNumberedFromOneWithoutGaps() {
        Worker worker = stage.start(Workers.startedAgain(Workers.exiting(1), 5));

        LifecycleTable.assertIncarnationsCounted(stage.history().upTo(worker, 6, RUNNING));
    }

    @Test
    @Requirement({"WRK-LIFE-001", "WRK-LIFE-018"})
    void aRestartAndAStartBringTheNextIncarnation() {
        Worker worker = stage.running(Workers.lasting());
        assertThat(worker.snapshot().incarnation()).isEqualTo(1);

        assertThat(Stage.await("the restart", worker.restart()).incarnation()).isEqualTo(2);
        Stage.await("the stop", worker.stop());
        assertThat(worker.snapshot().incarnation()).isEqualTo(2);
        assertThat(Stage.await("the start", worker.start()).incarnation()).isEqualTo(3);
    }

    @Test
    @Requirement("WRK-LIFE-002")
    void theIdStaysTheSameOverAllIncarnations() {
        Worker worker = stage.running(Workers.lasting());
        WorkerId id = worker.id();

        Stage.await("the restart", worker.restart());

        assertThat(worker.id()).isEqualTo(id);
        assertThat(worker.snapshot().id()).isEqualTo(id);
        assertThat(stage.history().all()).extracting(WorkerEvent::worker).containsOnly(id);
    }

    @Test
    @Requirement("WRK-LIFE-002")
    void noOtherWorkerEverHasTheId() {
        Set<WorkerId> ids = new HashSet<>();
        WorkerRuntime other = stage.open(RuntimeOptions.defaults());

        for (int i = 0; i < 5; i++) {
            Worker worker = stage.start(Workers.exiting(0).withName("again"));
            Worker elsewhere = stage.startIn(other, Workers.exiting(0).withName("again"));
            assertThat(ids.add(worker.id())).as("%s is new", worker.id()).isTrue();
            assertThat(ids.add(elsewhere.id())).as("%s is new", elsewhere.id()).isTrue();
            Stage.ended(worker);
            worker.remove();
            Stage.ended(elsewhere);
            elsewhere.remove();
        }
    }

    @Test
    @Requirement("WRK-LIFE-018")
    void aRestartStopsAndStarts() {
        Worker worker = stage.armed(Workers.polite(41, Duration.ZERO));

        Stage.await("the restart", worker.restart());

        assertThat(stage.history().path(worker, 2, RUNNING))
                .containsExactly(STARTING, RUNNING, STOPPING, STARTING, RUNNING);
        assertThat(worker.snapshot().lastExit()).contains(new WorkerExit.Code(41));
    }

    @Test
    @Requirement("WRK-LIFE-018")
    void aRestartKillsAWorkerThatOutlastsItsGrace() {
        Worker worker =
                stage.armed(
                        Workers.stubborn().withStop(StopPolicy.withGrace(Duration.ofMillis(100))));

        Stage.await("the restart", worker.restart());

        assertThat(stage.history().path(worker, 2, RUNNING))
                .containsExactly(STARTING, RUNNING, STOPPING, KILLING, STARTING, RUNNING);
    }

    @Test
    @Requirement("WRK-LIFE-018")
    void aRestartStartsAWorkerThatHasEnded() {
        Worker worker = stage.start(Workers.exiting(0));
        Stage.ended(worker);

        worker.restart();

        assertThat(stage.history().path(worker, 2, COMPLETED))
                .containsExactly(STARTING, RUNNING, COMPLETED, STARTING, RUNNING, COMPLETED);
    }

    @Test
    @Requirement("WRK-LIFE-017")
    void theStateIsThatToWhichTheLastEventLed() {
        Worker worker = stage.armed(Workers.stubborn().withStop(StopPolicy.withGrace(A_MINUTE)));
        stage.history().event(worker, 1, RUNNING);
        assertThat(worker.state()).isEqualTo(RUNNING);

        worker.stop();
        stage.history().event(worker, 1, STOPPING);
        assertThat(worker.state()).isEqualTo(STOPPING);

        Stage.await("the kill", worker.kill());
        stage.history().event(worker, 1, STOPPED);
        assertThat(worker.state()).isEqualTo(STOPPED);
    }

    @Test
    @Requirement({"WRK-LIFE-003", "WRK-LIFE-017"})
    void historyAndStateAgree() {
        Worker worker = stage.running(Workers.lasting());
        Stage.await("the restart", worker.restart());
        Stage.await("the kill", worker.kill());
        Stage.await("the start", worker.start());
        Stage.await("the stop", worker.stop());

        LifecycleTable.assertFollowedBy(stage.history().upTo(worker, 3, STOPPED));
        assertThat(worker.state()).isEqualTo(STOPPED);
    }
}
