package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.Readiness;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.StopPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** That states tell the truth about processes, and that there is never one too many. */
class HostProcesses {

    /** For the child that ignores what it is asked. */
    private static final StopPolicy SHORT_GRACE = StopPolicy.withGrace(Duration.ofMillis(150));

    /**
     * Says who it is, and whether one that said so before is still there. One look decides: between
     * two, a process that has ended may be reaped.
     */
    private static final String ROLL_CALL =
            """
            for pid in $(sed -n 's/^pid //p' "$TCK_MARKS" 2>/dev/null); do
                case "$(grep -s '^State:' /proc/$pid/status)" in
                    ''|*Z*) ;;
                    *) mark "overlap with $pid";;
                esac
            done
            mark "pid $$"
            setsid sh -c "trap '' TERM HUP; sleep 1000000" &
            mark "pid $!"
            """;

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-LIFE-004")
    void aLiveWorkersPidIsThatOfItsProcess() {
        Stage.assumeCan(Capability.HOST_PROCESSES);
        Worker worker = stage.armed(rollCall("mark armed; wait"));

        assertThat(worker.snapshot().pid()).hasValue(pids(worker).get(0));
        assertThat(Processes.isAlive(pids(worker).get(0))).isTrue();
    }

    @Test
    @Requirement("WRK-LIFE-004")
    void aWorkerThatHasEndedHasNoProcess() {
        Stage.assumeCan(Capability.HOST_PROCESSES);
        Worker stopped = stage.armed(rollCall("mark armed; wait"));
        Worker killed = stage.armed(rollCall("mark armed; wait"));

        stopped.stop();
        killed.kill();

        assertHasNoProcess(stopped, STOPPED);
        assertHasNoProcess(killed, STOPPED);
        assertHasNoProcess(stage.start(rollCall("exit 0")), COMPLETED);
        assertHasNoProcess(stage.start(rollCall("exit 2")), FAILED);
    }

    @Test
    @Requirement("WRK-LIFE-004")
    void aWorkerThatWaitsToBeStartedAgainHasNoProcess() {
        Stage.assumeCan(Capability.HOST_PROCESSES);
        Stage.assumeCan(Capability.CONTROL);

        assertHasNoProcess(
                stage.start(
                        rollCall("exit 3")
                                .withReadiness(Readiness.told(Workers.LONG))
                                .withRestart(
                                        RestartPolicy.byExitCode()
                                                .withStartLimit(new StartLimit(1, Workers.LONG)))),
                BACKOFF);
    }

    @Test
    @Requirement("WRK-LIFE-014")
    void aWorkerIsSpawnedAgainOnlyWhenNothingOfItsPredecessorIsLeft() {
        Stage.assumeCan(Capability.HOST_PROCESSES);
        // Many, for a child that is just being started is easily overlooked.
        int restarts = 15;
        Worker worker =
                stage.start(
                        rollCall("exit 1")
                                .withRestart(
                                        RestartPolicy.byExitCode()
                                                .withIntensity(
                                                        new RestartIntensity(
                                                                restarts, Workers.LONG))));

        stage.history().event(worker, restarts + 1, FAILED);

        assertThat(stage.marks(worker, "overlap")).isEmpty();
        assertThat(pids(worker))
                .as("processes of all incarnations")
                .hasSize(2 * (restarts + 1))
                .noneMatch(Processes::isAlive);
    }

    @Test
    @Requirement("WRK-LIFE-014")
    void aWorkerIsRestartedOnlyWhenNothingOfItsPredecessorIsLeft() {
        Stage.assumeCan(Capability.HOST_PROCESSES);
        Worker worker =
                stage.armed(rollCall("trap 'exit 0' TERM; mark armed; while :; do wait; done"));

        worker.restart();
        stage.history().event(worker, 2, RUNNING);

        stage.awaitMarks(
                worker, "'armed' twice", marks -> Collections.frequency(marks, "armed") == 2);
        assertThat(stage.marks(worker, "overlap")).isEmpty();
    }

    private static WorkerSpec rollCall(String then) {
        return Workers.script(Scripts.withMarks(ROLL_CALL + then)).withStop(SHORT_GRACE);
    }

    private List<Long> pids(Worker worker) {
        return stage.marks(worker, "pid").stream().map(Long::valueOf).toList();
    }

    private void assertHasNoProcess(Worker worker, WorkerState state) {
        Stage.awaitState(worker, state);
        WorkerSnapshot snapshot = worker.snapshot();
        List<Long> pids = pids(worker);

        assertThat(snapshot.pid()).as("pid of a worker that is %s", state).isEmpty();
        assertThat(pids).as("processes that the worker had").hasSize(2);
        assertThat(pids)
                .as("processes of a worker that is %s", state)
                .noneMatch(Processes::isAlive);
    }
}
