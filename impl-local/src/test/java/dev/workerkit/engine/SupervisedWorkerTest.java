package dev.workerkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Backoff;
import dev.workerkit.DesiredState;
import dev.workerkit.ExecSpec;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.KillSwitchException;
import dev.workerkit.RestartPolicy;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerStartException;
import dev.workerkit.WorkerState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What users see of a worker, without a process. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SupervisedWorkerTest {

    private static final WorkerSpec SPEC =
            WorkerSpec.command("true").withName("web").withRestart(RestartPolicy.never());

    private final ObligingLauncher launcher = new ObligingLauncher();
    private final SimulatedGate gate = new SimulatedGate();
    private final SupervisedRuntime runtime =
            new SupervisedRuntime(
                    "simulated", RuntimeOptions.defaults(), launcher, Optional.empty(), gate);

    @AfterEach
    void close() {
        runtime.close();
    }

    private Worker running(WorkerSpec spec) {
        Worker worker = runtime.start(spec);
        assertThat(worker.ready().join().state()).isEqualTo(WorkerState.RUNNING);
        return worker;
    }

    private static void assertIn(WorkerState state, CompletableFuture<WorkerSnapshot> asked) {
        assertThat(asked.join().state()).isEqualTo(state);
    }

    @Test
    void itsHandleTellsWhoItIs() {
        Worker web = running(SPEC);
        assertThat(web.name()).isEqualTo("web");
        assertThat(web.id().value()).startsWith("web-");
        assertThat(web.spec()).isEqualTo(SPEC);
        assertThat(web.snapshot().id()).isEqualTo(web.id());
        assertThat(web.toString()).isEqualTo("web (" + web.id() + ") RUNNING");
    }

    @Test
    void eachCommandIsDoneWhenItsGoalIsReached() {
        Worker web = running(SPEC);
        assertIn(WorkerState.PAUSED, web.pause());
        assertIn(WorkerState.RUNNING, web.resume());
        assertIn(WorkerState.RUNNING, web.restart());
        assertThat(web.snapshot().incarnation()).isEqualTo(2);
        assertIn(WorkerState.STOPPED, web.stop());
        assertIn(WorkerState.STOPPED, web.ended());
        assertIn(WorkerState.RUNNING, web.start());
        assertIn(WorkerState.STOPPED, web.kill());
        assertThat(web.snapshot().lastExit()).contains(new WorkerExit.Signal(9));
        assertThat(web.deaths()).hasSize(3);
    }

    @Test
    void whatIsForbiddenChangesNothing() {
        Worker web = running(SPEC);
        gate.forbid("web");
        assertThatThrownBy(web::restart).isInstanceOf(KillSwitchException.class);
        assertThat(web.state()).isEqualTo(WorkerState.RUNNING);
        web.stop().join();
        assertThatThrownBy(web::start).isInstanceOf(KillSwitchException.class);
        assertThat(web.snapshot().desired()).isEqualTo(DesiredState.DOWN);
    }

    @Test
    void oneThatFailsIsToldToWhoWaitsForItAndIsForgivenOnDemand() {
        Worker web = running(SPEC);
        launcher.end("web", new WorkerExit.Code(5));
        assertIn(WorkerState.FAILED, web.ended());
        assertThatThrownBy(() -> web.ready().join()).hasCauseInstanceOf(WorkerStartException.class);

        web.resetFailed();

        assertThat(web.state()).isEqualTo(WorkerState.STOPPED);
    }

    @Test
    void oneThatWaitsToBeStartedAgainIsStartedAtOnceOnDemand() {
        Worker web =
                running(
                        SPEC.withRestart(
                                RestartPolicy.always()
                                        .withDelay(Backoff.constant(Duration.ofDays(1)))));
        CompletableFuture<WorkerSnapshot> ended = web.ended();
        launcher.end("web", new WorkerExit.Code(5));
        assertThatThrownBy(web::pause).isInstanceOf(IllegalLifecycleException.class);

        assertIn(WorkerState.RUNNING, web.start());

        assertThat(web.snapshot().incarnation()).isEqualTo(2);
        assertThat(ended).isNotDone();
    }

    @Test
    void itIsAskedItself() {
        Worker web = running(SPEC);
        assertThat(web.query()).isSameAs(launcher.status);
        assertThat(web.command("square", 7).join()).isEqualTo("square 7");
    }

    @Test
    void thereIsNoInsideOfOneThatHasEnded() {
        Worker web = running(SPEC);
        web.stop().join();
        assertThatThrownBy(() -> web.exec(ExecSpec.of("ls")))
                .isInstanceOf(IllegalLifecycleException.class)
                .hasMessageContaining("start it first");
    }

    @Test
    void oneThatIsRemovedObeysNoMore() {
        Worker web = running(SPEC);
        assertThatThrownBy(web::remove).isInstanceOf(IllegalLifecycleException.class);
        assertThat(runtime.worker("web")).contains(web);
        web.stop().join();

        web.remove();

        assertThat(runtime.worker("web")).isEmpty();
        assertThat(launcher.asked).endsWith("forget of web");
        assertThatThrownBy(web::start)
                .isInstanceOf(IllegalLifecycleException.class)
                .hasMessageContaining("it was removed");
    }
}
