package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Backoff;
import dev.workerkit.Capability;
import dev.workerkit.GroupSpec;
import dev.workerkit.KillSwitchException;
import dev.workerkit.PoolSpec;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a caller may not do while the kill switch is thrown. */
class ForbiddenStarts {

    @RegisterExtension final Stage stage = new Stage();

    private Switch file;
    private WorkerRuntime runtime;
    private History history;

    @BeforeEach
    void open() {
        file = Switch.on(stage);
        runtime = file.open();
        history = History.of(runtime);
    }

    private static WorkerSpec lasting(String name) {
        return Workers.lasting().withName(name);
    }

    private Worker running(WorkerSpec spec) {
        Worker worker = runtime.start(spec);
        Stage.await("worker " + worker.name() + " is ready", worker.ready());
        return worker;
    }

    private void assertForbidden(ThrowingCallable start) {
        assertThatThrownBy(start)
                .isInstanceOf(KillSwitchException.class)
                .hasMessageContaining(file.file().toString());
    }

    @Test
    @Requirement("WRK-KILL-001")
    void aStartIsRefusedAndTheNameStaysFree() {
        runtime.killSwitch().disable("worker:web");

        assertForbidden(() -> runtime.start(lasting("web")));

        assertThat(runtime.workers()).isEmpty();
        assertThat(runtime.worker("web")).isEmpty();
        running(lasting("other"));
        runtime.killSwitch().enable("worker:web");
        running(lasting("web"));
        assertThat(history.all()).noneMatch(event -> event.cause().contains("kill"));
    }

    @Test
    @Requirement("WRK-KILL-001")
    void allStartsAreRefusedOfWhateverName() {
        runtime.killSwitch().disableAll(true);

        assertForbidden(() -> runtime.start(lasting("web")));
        assertForbidden(() -> runtime.start(Workers.lasting()));

        runtime.killSwitch().disableAll(false);
        running(lasting("web"));
    }

    @Test
    @Requirement("WRK-KILL-001")
    void aGroupIsRefusedAsAWhole() {
        runtime.killSwitch().disable("worker:web");

        assertForbidden(
                () ->
                        runtime.startGroup(
                                GroupSpec.of(
                                        "shop",
                                        lasting("db"),
                                        lasting("web").withDependsOn("db"))));

        assertThat(runtime.workers()).isEmpty();
        assertThat(runtime.groups()).isEmpty();
        assertThat(history.all()).isEmpty();
    }

    @Test
    @Requirement("WRK-KILL-001")
    void aStartAndARestartOfAGroupAreRefusedAsAWhole() {
        WorkerGroup group = runtime.startGroup(GroupSpec.of("shop", lasting("db"), lasting("web")));
        Stage.await("the group is ready", group.ready());
        runtime.killSwitch().disable("worker:web");
        List<WorkerSnapshot> before = snapshots(group.workers());

        assertForbidden(group::restart);
        assertThat(snapshots(group.workers())).isEqualTo(before);

        Stage.await("the group is stopped", group.stop());
        List<WorkerSnapshot> stopped = snapshots(group.workers());
        assertForbidden(group::start);
        assertThat(snapshots(group.workers())).isEqualTo(stopped);
    }

    private static List<WorkerSnapshot> snapshots(List<Worker> workers) {
        return workers.stream().map(Worker::snapshot).toList();
    }

    @Test
    @Requirement("WRK-KILL-001")
    void aStartAndARestartOfAWorkerAreRefused() {
        Worker web = running(lasting("web"));
        runtime.killSwitch().disable("worker:web");
        WorkerSnapshot before = web.snapshot();

        assertForbidden(web::restart);
        assertThat(web.snapshot()).isEqualTo(before);

        Stage.await("the stop", web.stop());
        WorkerSnapshot stopped = web.snapshot();
        assertThat(stopped.state()).isEqualTo(STOPPED);
        assertForbidden(web::start);
        assertForbidden(web::restart);
        assertThat(web.snapshot()).isEqualTo(stopped);
        assertThat(web.ended()).isCompleted();
    }

    @Test
    @Requirement("WRK-KILL-001")
    void aStartInBackoffIsRefusedAndItGoesOnWaiting() {
        WorkerSpec dying =
                Workers.exiting(1)
                        .withName("web")
                        .withRestart(
                                RestartPolicy.always().withDelay(Backoff.constant(Workers.LONG)));
        Worker web = runtime.start(dying);
        Stage.awaitState(web, BACKOFF);
        runtime.killSwitch().disable("worker:web");
        WorkerSnapshot before = web.snapshot();

        assertForbidden(web::start);

        assertThat(web.snapshot()).isEqualTo(before);
    }

    private static PoolSpec pool() {
        return PoolSpec.of(Workers.lasting()).withName("gang");
    }

    @Test
    @Requirement("WRK-KILL-001")
    void aPoolIsRefusedAsAWhole() {
        Stage.assumeCan(Capability.POOL);
        runtime.killSwitch().disable("worker:gang-3");

        assertForbidden(() -> runtime.startPool(pool().withSize(3)));

        assertThat(runtime.workers()).isEmpty();
        assertThat(runtime.pools()).isEmpty();
        assertThat(history.all()).isEmpty();
        runtime.startPool(pool().withSize(2));
    }

    @Test
    @Requirement("WRK-KILL-001")
    void aPoolDoesNotGrow() {
        Stage.assumeCan(Capability.POOL);
        WorkerPool pool = runtime.startPool(pool().withSize(2));
        Stage.await("the pool is ready", pool.ready());
        runtime.killSwitch().disable("worker:gang-4");

        assertForbidden(() -> pool.resize(4));

        assertThat(pool.members()).hasSize(2);
        assertThat(history.all()).noneMatch(event -> event.name().equals("gang-3"));
        assertThat(Stage.await("the pool is smaller", pool.resize(1)).members()).hasSize(1);
    }

    @Test
    @Requirement("WRK-KILL-001")
    void theMembersOfAPoolAreNotStartedAgain() {
        Stage.assumeCan(Capability.POOL);
        WorkerPool pool = runtime.startPool(pool().withSize(2));
        Stage.await("the pool is ready", pool.ready());
        runtime.killSwitch().disable("worker:gang-2");
        List<WorkerSnapshot> before = snapshots(pool.members());

        assertForbidden(pool::rollingRestart);
        assertForbidden(pool::restart);
        assertThat(snapshots(pool.members())).isEqualTo(before);
        assertThat(before).extracting(WorkerSnapshot::state).containsOnly(RUNNING);

        Stage.await("the pool is stopped", pool.stop());
        List<WorkerSnapshot> stopped = snapshots(pool.members());
        assertForbidden(pool::start);
        assertThat(snapshots(pool.members())).isEqualTo(stopped);
    }
}
