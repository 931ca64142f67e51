package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Backoff;
import dev.workerkit.BootstrapProfile;
import dev.workerkit.BootstrapStage;
import dev.workerkit.Capability;
import dev.workerkit.PoolSpec;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.BootstrapHooks;
import dev.workerkit.tck.fixture.Spared;
import dev.workerkit.tck.fixture.SparesMain;
import dev.workerkit.tck.fixture.Squaring;
import dev.workerkit.tck.leak.MarkedProcesses;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Processes that wait to become workers. They are known by a variable that workers have. */
class SpareProcesses {

    private static final String VARIABLE = "TCK_SPARES";

    /** A JVM is there sooner than it is ready. */
    private static final Duration UNTIL_READY = Duration.ofSeconds(30);

    @RegisterExtension final Stage stage = new Stage();

    private final String token = UUID.randomUUID().toString();

    private final WorkerSpec spared =
            WorkerSpec.of(Spared.class, "its own")
                    .withName("spared")
                    .withSpares(1)
                    .withEnvironment(VARIABLE, token)
                    .withRestart(
                            RestartPolicy.always()
                                    .withDelay(Backoff.none())
                                    .withIntensity(RestartIntensity.unlimited()));

    @BeforeEach
    void lookAtTheMachine() {
        Stage.assumeCan(Capability.HOST_PROCESSES);
        Stage.assumeCan(Capability.JVM);
    }

    @Test
    @Requirement("WRK-SPARE-001")
    void anIncarnationIsMadeOfAProcessThatWasThere() {
        killUntilASpareIsTaken(stage.running(spared));
    }

    @Test
    @Requirement("WRK-SPARE-001")
    void whereNoneIsReadyAWorkerIsStartedAsAny() {
        Worker worker = stage.running(spared);
        for (int i = 0; i < 4; i++) {
            // At once, so that some find none.
            kill(worker);
        }
        assertThat(worker.snapshot().incarnation()).isEqualTo(5);
    }

    @Test
    @Requirement("WRK-SPARE-002")
    void anIncarnationOfASpareIsLikeAnyOther() {
        BootstrapProfile profile =
                BootstrapProfile.defaults()
                        .withHook(BootstrapStage.BEFORE_LOADING, BootstrapHooks.Next.class)
                        .withHook(BootstrapStage.BEFORE_CONSTRUCTION, BootstrapHooks.Next.class)
                        .withHook(BootstrapStage.BEFORE_RUNNING, BootstrapHooks.Next.class);
        WorkerRuntime runtime = stage.open(RuntimeOptions.defaults().withBootstrap(profile));
        Worker worker = stage.startIn(runtime, spared);
        Stage.await("it is ready", worker.ready());

        int last = killUntilASpareIsTaken(worker);

        stage.awaitMark(worker, "incarnation " + last);
        assertThat(stage.marks(worker, "name")).containsOnly("spared");
        String id = worker.id().value();
        assertThat(stage.marks(worker, "id")).containsOnly(id);
        assertThat(stage.marks(worker, "variable")).containsOnly(id);
        assertThat(stage.marks(worker, "inherited")).containsOnly(id);
        assertThat(stage.marks(worker, "constructed")).containsOnly("its own");
        assertThat(stage.marks(worker, "next"))
                .endsWith("BEFORE_LOADING", "BEFORE_CONSTRUCTION", "BEFORE_RUNNING")
                .hasSizeLessThanOrEqualTo(3 * last);
    }

    @Test
    @Requirement("WRK-SPARE-003")
    void nothingOfTheWorkersRunsInASpare() {
        Worker worker = stage.running(spared);
        int last = killUntilASpareIsTaken(worker);
        stage.awaitMark(worker, "incarnation " + last);
        awaitSpare(worker);

        Stage.session()
                .throughout(
                        "the class is at work in workers alone",
                        Duration.ofMillis(700),
                        () -> begun(worker),
                        begun -> begun <= 2L * last);
    }

    /** How often the class was initialized, and objects of it made. */
    private long begun(Worker worker) {
        return stage.marks(worker).stream()
                .filter(mark -> mark.matches("initialized|constructed .*"))
                .count();
    }

    @Test
    @Requirement("WRK-SPARE-004")
    void sparesEndWithTheLastWorkerThatWantsThem() {
        Worker worker = stage.running(spared);
        awaitSpare(worker);

        Stage.await("it stops", worker.stop());

        awaitProcesses("no process is left", Set::isEmpty);
    }

    @Test
    @Requirement("WRK-SPARE-004")
    void sparesEndWithTheCloseOfTheRuntime() {
        WorkerRuntime runtime = stage.open(RuntimeOptions.defaults());
        Worker worker = stage.startIn(runtime, spared);
        awaitSpare(worker);

        runtime.close();

        assertThat(pids()).isEmpty();
    }

    @Test
    @Requirement("WRK-SPARE-004")
    void sparesEndWithTheirMaster() {
        try (Master master = Master.of(SparesMain.class, stage.folder(), VARIABLE, token)) {
            awaitProcesses("the spare is there", pids -> pids.size() == 2);

            master.kill();

            awaitProcesses("no process of a dead master lives", Set::isEmpty);
        }
    }

    @Test
    @Requirement("WRK-SPARE-005")
    void aSpareThatDiesIsReplaced() {
        Worker worker = stage.running(spared);
        WorkerSnapshot before = worker.snapshot();
        long own = before.pid().orElseThrow();
        long spare = awaitSpare(worker).stream().filter(pid -> pid != own).findAny().orElseThrow();

        ProcessHandle.of(spare).ifPresent(ProcessHandle::destroyForcibly);

        awaitProcesses("another is there", now -> now.size() == 2 && !now.contains(spare));
        assertThat(worker.snapshot()).isEqualTo(before);
    }

    @Test
    @Requirement("WRK-SPARE-006")
    void membersOfAPoolShareTheirSpares() {
        Stage.assumeCan(Capability.POOL);
        Stage.assumeCan(Capability.CHANNEL);
        WorkerSpec member = WorkerSpec.of(Squaring.class).withEnvironment(VARIABLE, token);
        try (WorkerPool pool =
                stage.runtime().startPool(PoolSpec.of(member).withSize(2).withSpares(1))) {
            assertThat(Stage.await("3 is squared", pool.submit(3))).isEqualTo(9);
            awaitProcesses("there is a spare of both", pids -> pids.size() == 3);
            Stage.session()
                    .throughout(
                            "there is one alone",
                            Duration.ofSeconds(1),
                            this::pids,
                            pids -> pids.size() <= 3);
        }
    }

    /** Those that bear the variable, but for what a worker itself has started. */
    private Set<Long> pids() {
        List<ProcessHandle> bearing = MarkedProcesses.bearing(VARIABLE + "=" + token);
        return bearing.stream()
                .filter(
                        each ->
                                each.parent()
                                        .filter(parent -> !bearing.contains(parent))
                                        .isPresent())
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private Set<Long> awaitProcesses(String what, Predicate<Set<Long>> condition) {
        return Stage.session().await(what, this::pids, condition);
    }

    private Set<Long> awaitSpare(Worker worker) {
        return awaitProcesses(
                worker.name() + " has a spare",
                pids -> pids.size() == 2 && pids.contains(worker.snapshot().pid().orElse(0)));
    }

    /** Tells the number of the incarnation that was made of it. */
    private int killUntilASpareIsTaken(Worker worker) {
        Stage.session()
                .await(
                        "a process that was there takes the place of one that died",
                        UNTIL_READY,
                        () -> {
                            Set<Long> there = awaitSpare(worker);
                            return there.contains(kill(worker).pid().orElseThrow());
                        },
                        taken -> taken);
        return worker.snapshot().incarnation();
    }

    /** Returns when the next incarnation runs. */
    private static WorkerSnapshot kill(Worker worker) {
        WorkerSnapshot before = worker.snapshot();
        Processes.handle(before.pid()).destroyForcibly();
        return Stage.session()
                .await(
                        worker.name() + " runs again",
                        worker::snapshot,
                        now -> now.incarnation() > before.incarnation() && now.state() == RUNNING);
    }
}
