package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.DuplicateNameException;
import dev.workerkit.GroupSpec;
import dev.workerkit.GroupStartException;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.RestartPolicy;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that are handled as one. */
class Groups {

    private static final Duration WHILE = Duration.ofMillis(150);

    @RegisterExtension final Stage stage = new Stage();

    /** Named in the wrong order, on purpose. */
    private WorkerGroup shop() {
        return stage.startGroup(
                "shop",
                lasting("web", "db"),
                lasting("late").withPriority(WorkerSpec.DEFAULT_PRIORITY + 1),
                lasting("early").withPriority(1),
                Workers.readyAfter(WHILE, "db", Workers.lasting()));
    }

    private static WorkerSpec lasting(String name, String... dependsOn) {
        return Workers.lasting().withName(name).withDependsOn(dependsOn);
    }

    /** Whose events led to a state, in order, as far as they are of this incarnation. */
    private List<String> order(int incarnation, WorkerState to, int members) {
        return Stage.session()
                .await(
                        members + " workers are " + to,
                        () ->
                                stage.history().all().stream()
                                        .filter(event -> event.to() == to)
                                        .filter(event -> event.incarnation() == incarnation)
                                        .map(WorkerEvent::name)
                                        .toList(),
                        names -> names.size() == members);
    }

    @Test
    @Requirement("WRK-READY-007")
    void aGroupStartsInTheOrderOfDependenciesAndPriorities() {
        WorkerGroup group = shop();

        List<WorkerSnapshot> ready = Stage.await("the group is ready", group.ready());

        assertThat(ready).extracting(WorkerSnapshot::state).containsOnly(RUNNING);
        assertThat(order(1, STARTING, 4)).containsExactly("early", "db", "late", "web");
        assertThat(group.workers())
                .extracting(Worker::name)
                .containsExactly("early", "db", "web", "late");
        assertThat(stage.runtime().group("shop")).contains(group);
        assertThat(stage.runtime().groups()).containsExactly(group);
        assertThat(stage.runtime().worker("web")).contains(group.workers().get(2));
    }

    @Test
    @Requirement("WRK-READY-007")
    void aGroupStopsInReverse() {
        WorkerGroup group = shop();
        Stage.await("the group is ready", group.ready());

        List<WorkerSnapshot> stopped = Stage.await("the stop", group.stop());

        assertThat(stopped).extracting(WorkerSnapshot::state).containsOnly(STOPPED);
        assertThat(order(1, STOPPING, 4)).containsExactly("late", "web", "early", "db");
        Worker db = stage.runtime().worker("db").orElseThrow();
        Worker web = stage.runtime().worker("web").orElseThrow();
        assertThat(stage.history().event(db, 1, STOPPING).sequence())
                .isGreaterThan(stage.history().event(web, 1, STOPPED).sequence());
    }

    @Test
    @Requirement("WRK-READY-007")
    void aRestartStopsAllAndThenStartsAll() {
        WorkerGroup group = shop();
        Stage.await("the group is ready", group.ready());
        Stage.await("the stop of one", stage.runtime().worker("early").orElseThrow().stop());

        List<WorkerSnapshot> ready = Stage.await("the restart", group.restart());

        assertThat(ready).extracting(WorkerSnapshot::state).containsOnly(RUNNING);
        assertThat(ready).extracting(WorkerSnapshot::incarnation).containsOnly(2);
        assertThat(order(2, STARTING, 4)).containsExactly("early", "db", "late", "web");
        long lastEnd =
                stage.history().all().stream()
                        .filter(event -> event.to() == STOPPED)
                        .mapToLong(WorkerEvent::sequence)
                        .max()
                        .orElseThrow();
        assertThat(stage.history().all())
                .filteredOn(event -> event.to() == STARTING && event.incarnation() == 2)
                .allMatch(event -> event.sequence() > lastEnd);
    }

    @Test
    @Requirement("WRK-READY-007")
    void aStopDuringARestartWins() {
        WorkerGroup group =
                stage.startGroup(
                        "shop",
                        Workers.polite(0, WHILE.multipliedBy(4)).withName("db"),
                        Workers.polite(0, WHILE.multipliedBy(4))
                                .withName("web")
                                .withDependsOn("db"));
        group.workers().forEach(worker -> stage.awaitMark(worker, "armed"));

        CompletableFuture<List<WorkerSnapshot>> restart = group.restart();
        Stage.await("the stop", group.stop());

        assertThatThrownBy(() -> Stage.await("the restart", restart))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("shop");
        assertThat(group.snapshots()).extracting(WorkerSnapshot::state).containsOnly(STOPPED);
    }

    @Test
    @Requirement("WRK-READY-007")
    void aMemberIsHandledByItselfAndAStartStartsOnlyThoseThatAreDown() {
        WorkerGroup group = shop();
        Stage.await("the group is ready", group.ready());
        Worker late = stage.runtime().worker("late").orElseThrow();

        Stage.await("the stop", late.stop());
        assertThat(group.snapshots()).filteredOn(each -> each.state() == RUNNING).hasSize(3);
        Stage.await("the start", group.start());

        assertThat(group.snapshots())
                .extracting(WorkerSnapshot::incarnation)
                .containsExactly(1, 1, 1, 2);
    }

    @Test
    @Requirement("WRK-READY-007")
    void whoDoesNotGetReadyIsNamed() {
        WorkerGroup group =
                stage.startGroup(
                        "shop",
                        lasting("well"),
                        lasting("waiting", "broken"),
                        Workers.readyAfter(
                                Workers.LONG,
                                "broken",
                                Workers.exiting(2).withRestart(RestartPolicy.byExitCode())));

        assertThatThrownBy(() -> Stage.await("the group is ready", group.ready()))
                .isInstanceOfSatisfying(
                        GroupStartException.class,
                        failure -> {
                            assertThat(failure.notReady())
                                    .extracting(WorkerSnapshot::name)
                                    .containsExactlyInAnyOrder("broken", "waiting");
                            assertThat(failure.notReady())
                                    .extracting(WorkerSnapshot::state)
                                    .containsOnly(FAILED);
                            assertThat(failure).hasMessageContaining("'broken' is FAILED");
                        });
    }

    @Test
    @Requirement("WRK-READY-007")
    void ifOneIsRefusedNoneIsStarted() {
        stage.start(lasting("taken"));

        assertThatThrownBy(() -> stage.startGroup("shop", lasting("db"), lasting("taken")))
                .isInstanceOf(DuplicateNameException.class)
                .hasMessageContaining("taken");
        assertThatThrownBy(() -> stage.startGroup("shop", lasting("db"), lasting("web", "ghost")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("ghost");

        assertThat(stage.runtime().workers()).extracting(Worker::name).containsExactly("taken");
        assertThat(stage.runtime().groups()).isEmpty();
        assertThat(stage.history().all()).extracting(WorkerEvent::name).containsOnly("taken");
        WorkerGroup group = stage.startGroup("shop", lasting("db"), lasting("web", "taken"));
        assertThatThrownBy(() -> stage.startGroup("shop", lasting("another")))
                .isInstanceOf(DuplicateNameException.class)
                .hasMessageContaining("shop");
        Stage.await("the group is ready", group.ready());
    }

    @Test
    @Requirement("WRK-READY-007")
    void aGroupThatHasEndedCanBeRemoved() {
        WorkerGroup group = shop();
        Stage.await("the group is ready", group.ready());

        assertThatThrownBy(group::remove).isInstanceOf(IllegalLifecycleException.class);
        assertThat(group.workers()).hasSize(4);
        Stage.await("the stop", group.stop());
        group.remove();

        assertThat(stage.runtime().workers()).isEmpty();
        assertThat(stage.runtime().groups()).isEmpty();
        Stage.await("the next is ready", shop().ready());
    }

    @Test
    @Requirement("WRK-READY-011")
    void aGroupThatWasRemovedRefusesEveryCommand() {
        WorkerGroup group = stage.startGroup("shop", lasting("web"), lasting("db"));
        Stage.await("the group is ready", group.ready());
        Stage.await("the stop", group.stop());
        group.remove();

        for (ThrowingCallable command :
                List.<ThrowingCallable>of(
                        group::start, group::stop, group::restart, group::remove)) {
            assertThatThrownBy(command)
                    .isInstanceOf(IllegalLifecycleException.class)
                    .hasMessageContaining("shop");
        }
        assertThat(group.workers()).isEmpty();
    }

    @Test
    @Requirement("WRK-READY-008")
    void groupsThatCanNotBeMeantAreRefused() {
        assertThatThrownBy(() -> GroupSpec.of("shop"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("shop");
        assertThatThrownBy(() -> GroupSpec.of("no name", lasting("web")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("no name");
        assertThatThrownBy(() -> GroupSpec.of("shop", Workers.lasting()))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("name");
        assertThatThrownBy(() -> GroupSpec.of("shop", lasting("web"), lasting("web")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("'web'");
    }
}
