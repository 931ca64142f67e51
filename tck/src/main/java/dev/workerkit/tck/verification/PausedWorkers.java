package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.KILLING;
import static dev.workerkit.WorkerState.PAUSED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Backoff;
import dev.workerkit.Capability;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.Readiness;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Looper;
import dev.workerkit.tck.fixture.Mortal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds for a worker as long as it is paused. */
class PausedWorkers {

    /** In this time a worker that should be paused would do something. */
    private static final Duration TEMPTATION = Duration.ofMillis(200);

    @RegisterExtension final Stage stage = new Stage();

    /** Pausable without more than the capability to pause. */
    static WorkerSpec pausable() {
        return Stage.can(Capability.COMMAND) || Stage.can(Capability.SHELL)
                ? Workers.lasting()
                : WorkerSpec.of(Looper.class, List.of(0));
    }

    @Test
    @Requirement("WRK-PAUSE-001")
    void noProcessOfAPausedCommandDoesAnything() {
        Worker worker =
                stage.running(
                        Workers.script(
                                Scripts.withMarks(
                                        """
                                        ( while :; do mark child; sleep 0.01; done ) &
                                        ( ( while :; do mark orphan; sleep 0.01; done ) & )
                                        while :; do mark parent; sleep 0.01; done
                                        """)));
        List<String> all = List.of("child", "orphan", "parent");
        stage.awaitMarks(worker, "of all processes", marks -> marks.containsAll(all));
        Stage.await("the pause", worker.pause());
        int marks = stage.marks(worker).size();
        Stage.session()
                .throughout(
                        "no process leaves a mark",
                        TEMPTATION,
                        () -> stage.marks(worker).size(),
                        Integer.valueOf(marks)::equals);
        Stage.await("the end of the pause", worker.resume());
        stage.awaitMarks(
                worker,
                "of all processes again",
                now -> now.subList(marks, now.size()).containsAll(all));
    }

    @Test
    @Requirement("WRK-PAUSE-002")
    void aPausedCommandHearsOfTheStopAndEndsAsItLikes() {
        Stage.assumeCan(Capability.COMMAND);
        Worker worker = stage.armed(Workers.polite(42, Duration.ZERO));
        Stage.await("the pause", worker.pause());
        WorkerSnapshot end = Stage.await("the stop", worker.stop());
        assertThat(end.state()).isEqualTo(STOPPED);
        assertThat(end.lastExit()).contains(new WorkerExit.Code(42));
    }

    @Test
    @Requirement("WRK-PAUSE-002")
    void aPausedJavaWorkerSpinsDownWhenItIsStopped() {
        Stage.assumeCan(Capability.JAVA);
        Worker worker = stage.running(WorkerSpec.of(Looper.class, List.of(0)));
        Stage.await("the pause", worker.pause());
        WorkerSnapshot end = Stage.await("the stop", worker.stop());
        assertThat(end.state()).isEqualTo(STOPPED);
        assertThat(stage.history().path(worker, 1, STOPPED)).doesNotContain(KILLING);
        assertThat(stage.marks(worker, "spinDown")).hasSize(1);
    }

    @Test
    @Requirement("WRK-PAUSE-003")
    void oneThatDiesWhileItIsPausedComesBackPaused() {
        Stage.assumeCan(Capability.JAVA);
        Worker worker = stage.running(WorkerSpec.of(Mortal.class, 700));
        Stage.await("the pause", worker.pause());
        assertThat(worker.snapshot().incarnation()).isEqualTo(1);
        assertComesBackPaused(worker);
    }

    @Test
    @Requirement("WRK-PAUSE-003")
    void oneThatIsKilledWhileItIsPausedComesBackPaused() {
        Stage.assumeCan(Capability.HOST_PROCESSES);
        Worker worker = stage.running(pausable());
        Processes.handle(Stage.await("the pause", worker.pause()).pid()).destroyForcibly();
        assertComesBackPaused(worker);
    }

    private void assertComesBackPaused(Worker worker) {
        assertThat(stage.history().path(worker, 2, PAUSED)).endsWith(RUNNING, PAUSED);
        assertThat(worker.snapshot().incarnation()).isEqualTo(2);
        assertThat(Stage.await("the end of the pause", worker.resume()).state()).isEqualTo(RUNNING);
    }

    @Test
    @Requirement("WRK-PAUSE-004")
    void noPauseInBackoffAndNoResumeWhileRunning() {
        Worker waiting =
                stage.start(
                        Workers.exiting(1)
                                .withRestart(
                                        RestartPolicy.byExitCode()
                                                .withDelay(Backoff.constant(Workers.LONG))));
        Stage.awaitState(waiting, BACKOFF);
        assertThatThrownBy(waiting::pause).isInstanceOf(IllegalLifecycleException.class);
        assertThat(waiting.state()).isEqualTo(BACKOFF);
        Worker running = stage.running(pausable());
        assertThatThrownBy(running::resume).isInstanceOf(IllegalLifecycleException.class);
        assertThat(running.state()).isEqualTo(RUNNING);
    }

    @Test
    @Requirement("WRK-PAUSE-005")
    void aCommandThatKnowsPausesComesToRestByItself() {
        Worker worker =
                stage.running(
                        ControlWorker.speaking(
                                        "send {\"type\":\"hello\",\"protocol\":1,\"pauses\":true}",
                                        "send {\"type\":\"ready\"}",
                                        "await pause",
                                        "answer query \"value\":\"one unit left\"",
                                        "send {\"type\":\"paused\"}",
                                        "await resume",
                                        "send {\"type\":\"resumed\"}")
                                .withReadiness(Readiness.told(Workers.LONG)));
        CompletableFuture<WorkerSnapshot> pause = worker.pause();
        Stage.session()
                .throughout(
                        "it runs until it has acknowledged",
                        TEMPTATION,
                        worker::state,
                        state -> state == RUNNING);
        assertThat(Stage.await("the answer", worker.query()).text()).isEqualTo("one unit left");
        assertThat(Stage.await("the pause", pause).state()).isEqualTo(PAUSED);
        assertThat(Stage.await("the end of the pause", worker.resume()).state()).isEqualTo(RUNNING);
        assertThat(ControlWorker.got(stage, worker, "resume")).hasSize(1);
    }

    @Test
    @Requirement({"WRK-PAUSE-001", "WRK-PAUSE-005"})
    void aCommandThatSpeaksAndDoesNotKnowPausesIsStoppedWhereItIs() {
        Worker worker =
                stage.running(
                        ControlWorker.speaking(
                                        "send {\"type\":\"hello\",\"protocol\":1}",
                                        "send {\"type\":\"ready\"}")
                                .withReadiness(Readiness.told(Workers.LONG)));
        assertThat(Stage.await("the pause", worker.pause()).state()).isEqualTo(PAUSED);
        assertThat(Stage.await("the end of the pause", worker.resume()).state()).isEqualTo(RUNNING);
        assertThat(ControlWorker.got(stage, worker, "pause")).isEmpty();
    }
}
