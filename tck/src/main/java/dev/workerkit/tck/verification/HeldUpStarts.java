package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.NEW;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Backoff;
import dev.workerkit.Capability;
import dev.workerkit.DesiredState;
import dev.workerkit.LogLine;
import dev.workerkit.LogStream;
import dev.workerkit.Recycle;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Job;
import dev.workerkit.tck.fixture.Report;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens by itself, or does not, while the kill switch is thrown. */
class HeldUpStarts {

    /** In which it would happen. */
    private static final Duration WHILE = Duration.ofMillis(700);

    @RegisterExtension final Stage stage = new Stage();

    private WorkerRuntime runtime;
    private History history;

    @BeforeEach
    void open() {
        runtime = Switch.on(stage).open();
        history = History.of(runtime);
    }

    private Worker running(WorkerSpec spec) {
        Worker worker = stage.startIn(runtime, spec.withName("web"));
        Stage.await("the worker is ready", worker.ready());
        return worker;
    }

    private static WorkerSpec comingBack(WorkerSpec spec) {
        return spec.withRestart(RestartPolicy.always().withIntensity(RestartIntensity.unlimited()));
    }

    private void disable() {
        runtime.killSwitch().disable("worker:web");
    }

    private void enable() {
        runtime.killSwitch().enable("worker:web");
    }

    /** For a moment it may be held up because the switch is just being read or changed. */
    private static WorkerSnapshot heldUpForGood(Worker worker) {
        return Stage.session()
                .await(
                        "it is held up by the rule for its name",
                        worker::snapshot,
                        now -> now.forbidden().filter(why -> why.contains("web")).isPresent());
    }

    /** It waits in this state, and nothing changes that by itself. */
    private static void assertHeldUp(Worker worker, WorkerState state) {
        WorkerSnapshot waiting = heldUpForGood(worker);
        assertThat(waiting.state()).isEqualTo(state);
        assertThat(waiting.desired()).isEqualTo(DesiredState.UP);
        assertThat(waiting.waitsFor()).isEmpty();
        assertThat(waiting.forbidden().orElseThrow()).contains("kill switch");
        Stage.session()
                .throughout(
                        "it waits",
                        WHILE,
                        worker::snapshot,
                        now -> now.state() == state && now.incarnation() == waiting.incarnation());
    }

    private void assertStartsWhenEnabled(Worker worker, int incarnation) {
        enable();
        history.event(worker, incarnation, RUNNING);
        assertThat(worker.snapshot().forbidden()).isEmpty();
    }

    @Test
    @Requirement("WRK-KILL-002")
    void oneThatHasDiedWaitsInBackoff() {
        try (Puppet puppet = Puppet.in(stage, "orders")) {
            Worker worker = running(comingBack(puppet.spec()));
            disable();

            puppet.exit(worker, 1);

            assertHeldUp(worker, BACKOFF);
            assertThat(worker.ended()).isNotDone();
            assertStartsWhenEnabled(worker, 2);
        }
    }

    @Test
    @Requirement("WRK-KILL-002")
    void oneWhoseDelayIsOverWaitsOn() {
        WorkerSpec spec =
                comingBack(Workers.exiting(1))
                        .withRestart(
                                RestartPolicy.always()
                                        .withIntensity(RestartIntensity.unlimited())
                                        .withDelay(Backoff.constant(Duration.ofMillis(300))));
        Worker worker = stage.startIn(runtime, spec.withName("web"));
        Stage.awaitState(worker, BACKOFF);

        runtime.killSwitch().disableAll(true);

        WorkerSnapshot waiting = Switch.heldUp(worker);
        assertThat(waiting.state()).isEqualTo(BACKOFF);
        assertThat(waiting.nextStart()).isEmpty();
        runtime.killSwitch().disableAll(false);
        history.event(worker, waiting.incarnation() + 1, RUNNING);
    }

    @Test
    @Requirement("WRK-KILL-002")
    void aRestartThatHadBegunWaitsStopped() {
        Worker worker = running(Workers.polite(0, Duration.ofMillis(500)));
        stage.awaitMark(worker, "armed");
        CompletableFuture<WorkerSnapshot> restarted = worker.restart();

        disable();

        assertHeldUp(worker, STOPPED);
        assertThat(worker.ended()).isNotDone();
        assertThat(restarted).isNotDone();
        assertThat(history.event(worker, 1, STOPPED).cause()).contains("kill switch");
        assertStartsWhenEnabled(worker, 2);
        assertThat(Stage.await("the restart", restarted).incarnation()).isEqualTo(2);
    }

    @Test
    @Requirement("WRK-KILL-002")
    void oneWhoseDependenciesAreReadyWaitsOn() {
        Worker db =
                stage.startIn(
                        runtime,
                        Workers.readyAfter(Duration.ofMillis(500), "db", Workers.lasting()));
        Worker web = stage.startIn(runtime, Workers.lasting().withName("web").withDependsOn("db"));
        disable();
        assertThat(web.snapshot().waitsFor()).containsExactly("db");

        Stage.await("db is ready", db.ready());

        assertHeldUp(web, NEW);
        assertStartsWhenEnabled(web, 1);
    }

    @Test
    @Requirement("WRK-KILL-002")
    void oneThatWaitsCanBeStopped() {
        try (Puppet puppet = Puppet.in(stage, "orders")) {
            Worker worker = running(comingBack(puppet.spec()));
            disable();
            puppet.exit(worker, 1);
            Switch.heldUp(worker);

            WorkerSnapshot stopped = Stage.await("the stop", worker.stop());

            assertThat(stopped.state()).isEqualTo(STOPPED);
            assertThat(stopped.forbidden()).isEmpty();
            enable();
            Stage.session()
                    .throughout("it stays down", WHILE, worker::state, now -> now == STOPPED);
            worker.remove();
        }
    }

    @Test
    @Requirement("WRK-KILL-002")
    void aPoolGrowsWhenItMayAgain() {
        Stage.assumeCan(Capability.POOL);
        WorkerPool pool = runtime.startPool(Gang.spec().withElasticSize(1, 2).withName("gang"));
        Stage.await("the pool is ready", pool.ready());
        runtime.killSwitch().disable("worker:gang-2");

        List<CompletableFuture<Report>> work =
                IntStream.range(0, 2)
                        .mapToObj(i -> pool.submit(Job.lasting(i, 10_000), Report.class))
                        .toList();
        Stage.session()
                .throughout("it does not grow", WHILE, pool::members, all -> all.size() == 1);
        runtime.killSwitch().enable("worker:gang-2");

        Stage.session().await("it grows", pool::members, all -> all.size() == 2);
        work.forEach(task -> task.cancel(false));
    }

    @Test
    @Requirement("WRK-KILL-006")
    void whatRunsRunsOnAndCanBeStopped() {
        Worker worker = running(Workers.lasting());
        WorkerSnapshot before = worker.snapshot();

        disable();
        runtime.killSwitch().disableAll(true);

        Stage.session()
                .throughout("it runs on", WHILE, worker::snapshot, now -> now.equals(before));
        Stage.await("the stop", worker.stop());
        assertThat(worker.state()).isEqualTo(STOPPED);
    }

    @Test
    @Requirement("WRK-KILL-006")
    void aRecyclingWaitsWhileTheWorkerRunsOn() {
        Worker worker =
                running(
                        Workers.lasting()
                                .withRecycle(
                                        Recycle.never()
                                                .withVariance(0)
                                                .afterAge(Duration.ofMillis(500))));

        disable();

        assertHeldUp(worker, RUNNING);
        enable();
        history.event(worker, 2, RUNNING);
        assertThat(history.upTo(worker, 2, RUNNING))
                .extracting(WorkerEvent::to)
                .containsExactly(STARTING, RUNNING, STOPPING, STARTING, RUNNING);
    }

    @Test
    @Requirement("WRK-KILL-009")
    void theLogSaysOnceWhyItIsNotStarted() {
        try (Puppet puppet = Puppet.in(stage, "orders")) {
            Worker worker = running(comingBack(puppet.spec()));
            disable();

            puppet.exit(worker, 1);

            assertHeldUp(worker, BACKOFF);
            assertThat(told(worker)).hasSize(1);
            enable();
            history.event(worker, 2, RUNNING);
            disable();
            puppet.exit(worker, 1);
            Stage.session().await("it tells again", () -> told(worker), told -> told.size() == 2);
        }
    }

    private static List<String> told(Worker worker) {
        return worker.log().tail(1000).stream()
                .filter(line -> line.stream() == LogStream.MASTER)
                .map(LogLine::text)
                .filter(text -> text.contains("kill switch") && text.contains("web"))
                .toList();
    }
}
