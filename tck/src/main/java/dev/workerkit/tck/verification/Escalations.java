package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Escalation;
import dev.workerkit.RestartPolicy;
import dev.workerkit.RuntimeClosedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers whose end is the end of their runtime. */
class Escalations {

    private static final Duration WORK = Duration.ofMillis(200);

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-LIMIT-005")
    void theEndOfAWorkerShutsTheRuntimeDownInOrder() {
        WorkerRuntime runtime = stage.runtime();
        Worker db = stage.armed(Workers.polite(7, WORK).withName("db"));
        Worker web = stage.armed(Workers.polite(8, WORK).withName("web").withDependsOn("db"));

        Worker vital =
                stage.start(
                        Workers.exiting(0)
                                .withName("vital")
                                .withRestart(RestartPolicy.comodojoForever(false)));

        assertThat(Stage.await("the runtime is closed", runtime.closed())).contains("vital");
        assertThat(vital.state()).isEqualTo(COMPLETED);
        // Not killed: they had their grace.
        assertThat(web.snapshot().lastExit()).contains(new WorkerExit.Code(8));
        assertThat(db.snapshot().lastExit()).contains(new WorkerExit.Code(7));
        assertThat(stage.history().event(db, 1, STOPPING).sequence())
                .isGreaterThan(stage.history().event(web, 1, STOPPED).sequence());
        assertThatThrownBy(() -> runtime.start(Workers.exiting(0)))
                .isInstanceOf(RuntimeClosedException.class);
    }

    @Test
    @Requirement("WRK-LIMIT-005")
    void anEscalationOnFailureWaitsForAFailure() {
        WorkerRuntime runtime = stage.runtime();
        WorkerSpec vital =
                Workers.exiting(0)
                        .withRestart(
                                RestartPolicy.byExitCode().withEscalation(Escalation.ON_FAILURE));
        Stage.ended(stage.start(vital));
        Worker stopped = stage.running(Workers.lasting().withRestart(vital.restart()));
        Stage.await("the stop", stopped.stop());
        assertThat(runtime.closed()).isNotDone();

        Worker failing =
                stage.start(Workers.exiting(2).withName("vital").withRestart(vital.restart()));

        assertThat(Stage.await("the runtime is closed", runtime.closed()))
                .contains("vital")
                .contains("exit code 2");
        assertThat(failing.state()).isEqualTo(FAILED);
    }

    @Test
    @Requirement("WRK-LIMIT-005")
    void whoClosesTheRuntimeIsTheReasonWithoutAnEscalation() {
        WorkerRuntime runtime = stage.runtime();
        Stage.ended(stage.start(Workers.exiting(2).withName("unimportant")));
        assertThat(runtime.closed()).isNotDone();

        runtime.close();

        assertThat(Stage.await("the runtime is closed", runtime.closed()))
                .doesNotContain("unimportant");
    }
}
