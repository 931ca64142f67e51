package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a worker by its exit, and what is told of it. */
class ExitCodes {

    private static final RestartIntensity ONE_RESTART = new RestartIntensity(1, Workers.LONG);

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-EXIT-001")
    void exitCodeZeroCompletesTheWorker() {
        Worker worker = stage.start(Workers.exiting(0));

        assertThat(stage.history().path(worker, 1, COMPLETED))
                .containsExactly(STARTING, RUNNING, COMPLETED);
        assertThat(Stage.ended(worker).state()).isEqualTo(COMPLETED);
    }

    @Test
    @Requirement("WRK-EXIT-002")
    void exitCodeOneStartsTheWorkerAgain() {
        assertStartedAgain(List.of(stage.start(oneRestart(Workers.exiting(1)))));
    }

    @Test
    @Requirement("WRK-EXIT-003")
    void exitCodeTwoFailsTheWorkerAtOnce() {
        Worker worker = stage.start(Workers.exiting(2));

        assertThat(stage.history().path(worker, 1, FAILED))
                .containsExactly(STARTING, RUNNING, FAILED);
        assertThat(Stage.ended(worker).state()).isEqualTo(FAILED);
    }

    @Test
    @Requirement("WRK-EXIT-004")
    void anyOtherExitCodeStartsTheWorkerAgain() {
        assertStartedAgain(
                IntStream.of(3, 126, 127, 137, 143, 255)
                        .mapToObj(code -> stage.start(oneRestart(Workers.exiting(code))))
                        .toList());
    }

    @Test
    @Requirement("WRK-EXIT-004")
    void deathByASignalStartsTheWorkerAgain() {
        assertStartedAgain(
                IntStream.of(1, 6, 9, 15)
                        .mapToObj(signal -> stage.start(oneRestart(Workers.dyingBy(signal))))
                        .toList());
    }

    @Test
    @Requirement("WRK-EXIT-009")
    void theLastExitTellsTheExitCode() {
        for (int code : new int[] {0, 1, 2, 42, 255}) {
            Worker worker = stage.start(never(Workers.exiting(code)));

            assertThat(Stage.ended(worker).lastExit()).contains(new WorkerExit.Code(code));
            WorkerState end = code == 0 ? COMPLETED : FAILED;
            assertThat(stage.history().event(worker, 1, end).exit())
                    .contains(new WorkerExit.Code(code));
        }
    }

    @Test
    @Requirement("WRK-EXIT-010")
    void deathByASignalIsNoExitCode() {
        for (int signal : new int[] {9, 15}) {
            Worker killed = stage.start(never(Workers.dyingBy(signal)));
            Worker exited = stage.start(never(Workers.exiting(128 + signal)));

            assertThat(Stage.ended(killed).lastExit()).contains(new WorkerExit.Signal(signal));
            assertThat(Stage.ended(exited).lastExit()).contains(new WorkerExit.Code(128 + signal));
        }
    }

    @Test
    @Requirement("WRK-EXIT-005")
    void underAlwaysEveryEndIsFollowedByAnotherStart() {
        assertStartedAgain(
                Stream.of(Workers.exiting(0), Workers.exiting(1), Workers.exiting(2))
                        .map(spec -> spec.withRestart(RestartPolicy.always()))
                        .map(spec -> stage.start(oneRestart(spec)))
                        .toList());
    }

    @Test
    @Requirement("WRK-EXIT-006")
    void underNeverZeroCompletesAndEverythingElseFails() {
        Worker good = stage.start(never(Workers.exiting(0)));
        List<Worker> bad =
                IntStream.of(1, 2, 7)
                        .mapToObj(code -> stage.start(never(Workers.exiting(code))))
                        .toList();

        assertThat(stage.history().path(good, 1, COMPLETED))
                .containsExactly(STARTING, RUNNING, COMPLETED);
        for (Worker worker : bad) {
            assertThat(stage.history().path(worker, 1, FAILED))
                    .containsExactly(STARTING, RUNNING, FAILED);
        }
    }

    /** It may start again once, so that the verification ends; nothing else is said of restarts. */
    private static WorkerSpec oneRestart(WorkerSpec spec) {
        return spec.withRestart(spec.restart().withIntensity(ONE_RESTART));
    }

    private static WorkerSpec never(WorkerSpec spec) {
        return spec.withRestart(RestartPolicy.never());
    }

    private void assertStartedAgain(List<Worker> workers) {
        for (Worker worker : workers) {
            assertThat(stage.history().path(worker, 2, RUNNING))
                    .as("states of %s", worker.spec().launch())
                    .containsExactly(STARTING, RUNNING, BACKOFF, STARTING, RUNNING);
        }
    }
}
