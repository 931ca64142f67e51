package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Backoff;
import dev.workerkit.DesiredState;
import dev.workerkit.ExitSet;
import dev.workerkit.RestartDecision;
import dev.workerkit.RestartHistory;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which exits are followed by a restart. */
class RestartDecisions {

    private static final int[] CODES = {0, 1, 2, 3};
    private static final int RESTARTS = 1;

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-RESTART-001")
    void everyNamedPolicyIsFollowedForEveryExitCode() {
        List<Worker> workers =
                RestartPolicy.names().stream()
                        .map(RestartPolicy::named)
                        .flatMap(
                                policy ->
                                        IntStream.of(CODES).mapToObj(code -> ending(code, policy)))
                        .toList();

        workers.forEach(this::assertDecidedAsThePolicySays);
    }

    @Test
    @Requirement({"WRK-RESTART-001", "WRK-RESTART-003"})
    void everyNamedPolicyIsFollowedForSignals() {
        List<Worker> workers =
                RestartPolicy.names().stream()
                        .map(RestartPolicy::named)
                        .flatMap(
                                policy ->
                                        IntStream.of(9, 15)
                                                .mapToObj(
                                                        signal ->
                                                                start(
                                                                        Workers.dyingBy(signal),
                                                                        policy)))
                        .toList();

        workers.forEach(this::assertDecidedAsThePolicySays);
    }

    @Test
    @Requirement("WRK-RESTART-002")
    void anExitInPreventIsNeverFollowedByARestart() {
        RestartPolicy always = RestartPolicy.always().withPrevent(ExitSet.codes(0, 3));

        assertPath(ending(0, always), STARTING, RUNNING, COMPLETED);
        assertPath(ending(3, always), STARTING, RUNNING, FAILED);
        assertPath(ending(1, always), STARTING, RUNNING, BACKOFF, STARTING, RUNNING, FAILED);
    }

    @Test
    @Requirement("WRK-RESTART-002")
    void anExitInForceIsAlwaysFollowedByARestart() {
        RestartPolicy never = RestartPolicy.never().withForce(ExitSet.codes(0, 3));

        assertPath(ending(0, never), STARTING, RUNNING, BACKOFF, STARTING, RUNNING, FAILED);
        assertPath(ending(3, never), STARTING, RUNNING, BACKOFF, STARTING, RUNNING, FAILED);
        assertPath(ending(1, never), STARTING, RUNNING, FAILED);
    }

    @Test
    @Requirement("WRK-RESTART-002")
    void anExitInSuccessIsClean() {
        RestartPolicy onFailure = RestartPolicy.onFailure().withSuccess(ExitSet.codes(0, 3));

        assertPath(ending(3, onFailure), STARTING, RUNNING, COMPLETED);
        assertPath(ending(0, onFailure), STARTING, RUNNING, COMPLETED);
        assertPath(ending(1, onFailure), STARTING, RUNNING, BACKOFF, STARTING, RUNNING, FAILED);
    }

    @Test
    @Requirement("WRK-RESTART-003")
    void onAbortStartsAgainAfterASignalAlone() {
        RestartPolicy onAbort = RestartPolicy.onAbort();

        assertPath(
                start(Workers.dyingBy(9), onAbort),
                STARTING,
                RUNNING,
                BACKOFF,
                STARTING,
                RUNNING,
                FAILED);
        assertPath(ending(128 + 9, onAbort), STARTING, RUNNING, FAILED);
    }

    @Test
    @Requirement("WRK-RESTART-003")
    void aSignalInAListIsNoExitCode() {
        RestartPolicy policy =
                RestartPolicy.never()
                        .withForce(ExitSet.signals("KILL"))
                        .withSuccess(ExitSet.signals("TERM"));

        assertPath(
                start(Workers.dyingBy(9), policy),
                STARTING,
                RUNNING,
                BACKOFF,
                STARTING,
                RUNNING,
                FAILED);
        assertPath(start(Workers.dyingBy(15), policy), STARTING, RUNNING, COMPLETED);
        assertPath(ending(128 + 9, policy), STARTING, RUNNING, FAILED);
        assertPath(ending(128 + 15, policy), STARTING, RUNNING, FAILED);
    }

    private Worker ending(int code, RestartPolicy policy) {
        return start(Workers.exiting(code), policy);
    }

    /** At once, and once at most, so that the verification ends soon. */
    private Worker start(WorkerSpec spec, RestartPolicy policy) {
        return stage.start(
                spec.withRestart(
                        policy.withDelay(Backoff.none())
                                .withIntensity(new RestartIntensity(RESTARTS, Workers.LONG))));
    }

    private void assertPath(Worker worker, WorkerState... path) {
        WorkerState end = path[path.length - 1];
        int incarnations = (int) List.of(path).stream().filter(STARTING::equals).count();
        assertThat(stage.history().path(worker, incarnations, end))
                .as("states of %s", worker.spec().launch())
                .containsExactly(path);
        assertThat(Stage.ended(worker).incarnation()).isEqualTo(incarnations);
    }

    /** What it ended with is taken from the worker itself; what follows, from the policy. */
    private void assertDecidedAsThePolicySays(Worker worker) {
        WorkerExit exit = Stage.ended(worker).lastExit().orElseThrow();
        List<WorkerState> expected = new ArrayList<>(List.of(STARTING, RUNNING));
        int restarts = 0;
        RestartDecision decision = decide(worker, exit, restarts);
        while (decision instanceof RestartDecision.Restart) {
            expected.addAll(List.of(BACKOFF, STARTING, RUNNING));
            decision = decide(worker, exit, ++restarts);
        }
        expected.add(decision instanceof RestartDecision.Complete ? COMPLETED : FAILED);
        assertPath(worker, expected.toArray(WorkerState[]::new));
    }

    private static RestartDecision decide(Worker worker, WorkerExit exit, int restarts) {
        RestartHistory history =
                new RestartHistory(
                        true,
                        Duration.ZERO,
                        0,
                        restarts,
                        Collections.nCopies(restarts, Duration.ZERO));
        return worker.spec().restart().decide(exit, DesiredState.UP, history, 0.5);
    }
}
