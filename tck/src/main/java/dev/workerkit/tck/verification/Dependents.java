package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.NEW;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.GroupSpec;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.Readiness;
import dev.workerkit.RestartPolicy;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SpecException;
import dev.workerkit.StopPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerStartException;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that depend on others: when they are started, and when they are stopped. */
class Dependents {

    private static final Duration WHILE = Duration.ofMillis(200);

    @RegisterExtension final Stage stage = new Stage();

    private static WorkerSpec lasting(String name, String... dependsOn) {
        return Workers.lasting().withName(name).withDependsOn(dependsOn);
    }

    /** Takes a while to be ready. */
    private static WorkerSpec slow(String name) {
        return Workers.readyAfter(WHILE, name, Workers.lasting());
    }

    /** Takes longer to be ready than any verification. */
    private static WorkerSpec never(String name) {
        return Workers.readyAfter(Workers.LONG, name, Workers.lasting());
    }

    private long numberOf(Worker worker, int incarnation, WorkerState to) {
        return stage.history().event(worker, incarnation, to).sequence();
    }

    @Test
    @Requirement("WRK-READY-004")
    void aWorkerIsSpawnedWhenAllThatItDependsOnAreReady() {
        Worker db = stage.start(slow("db"));
        Worker cache = stage.start(slow("cache"));
        Worker web = stage.start(lasting("web", "db", "cache"));

        assertThat(numberOf(web, 1, STARTING))
                .isGreaterThan(numberOf(db, 1, RUNNING))
                .isGreaterThan(numberOf(cache, 1, RUNNING));
        assertThat(web.snapshot().waitsFor()).isEmpty();
    }

    @Test
    @Requirement("WRK-READY-004")
    void aWorkerThatWaitsSaysForWhom() {
        stage.start(never("db"));
        stage.start(never("cache"));
        Worker web = stage.start(lasting("web", "db", "cache"));

        WorkerSnapshot waiting = web.snapshot();

        assertThat(waiting.state()).isEqualTo(NEW);
        assertThat(waiting.incarnation()).isZero();
        assertThat(waiting.pid()).isEmpty();
        assertThat(waiting.waitsFor()).containsExactlyInAnyOrder("db", "cache");
    }

    @Test
    @Requirement("WRK-READY-004")
    void oneThatHasCompletedIsWaitedForNoMore() {
        Worker migration = stage.start(Workers.exiting(0).withName("migration"));
        Worker web = stage.start(lasting("web", "migration"));

        Stage.await("ready", web.ready());

        assertThat(numberOf(web, 1, STARTING)).isGreaterThan(numberOf(migration, 1, RUNNING));
    }

    @Test
    @Requirement("WRK-READY-004")
    void oneThatHasEndedAndIsStartedAgainWaitsToo() {
        Worker db = stage.running(slow("db"));
        Worker web = stage.running(lasting("web", "db"));
        Stage.await("the stop", web.stop());
        Stage.await("the stop", db.stop());

        web.start();
        assertThat(web.snapshot().state()).isEqualTo(STOPPED);
        assertThat(web.snapshot().waitsFor()).containsExactly("db");
        db.start();

        assertThat(numberOf(web, 2, STARTING)).isGreaterThan(numberOf(db, 2, RUNNING));
    }

    @Test
    @Requirement("WRK-READY-004")
    void oneThatDiesWhileWhatItDependsOnIsAwayWaitsForIt() {
        Worker db = stage.running(lasting("db"));
        Worker web =
                stage.running(
                        Workers.exiting(1)
                                .withName("web")
                                .withDependsOn("db")
                                .withReadiness(Readiness.immediate())
                                .withRestart(RestartPolicy.comodojoForever(true)));
        Stage.await("the stop", db.stop());

        Stage.session()
                .await(
                        "worker web waits for db",
                        web::snapshot,
                        waiting -> waiting.waitsFor().equals(List.of("db")));
        int lives = web.snapshot().incarnation();
        db.start();

        assertThat(numberOf(web, lives + 1, STARTING)).isGreaterThan(numberOf(db, 2, RUNNING));
    }

    @Test
    @Requirement("WRK-READY-004")
    void oneThatWaitsCanBeStopped() {
        stage.start(never("db"));
        Worker web = stage.start(lasting("web", "db"));

        Stage.await("the stop", web.stop());

        assertThat(web.snapshot().state()).isEqualTo(STOPPED);
        assertThat(web.snapshot().incarnation()).isZero();
        assertThatThrownBy(() -> Stage.await("ready", web.ready()))
                .isInstanceOf(WorkerStartException.class);
    }

    @Test
    @Requirement("WRK-READY-005")
    void aFailureFailsAllThatWaitForIt() {
        Worker db =
                stage.start(
                        Workers.readyAfter(
                                Workers.LONG,
                                "db",
                                Workers.exiting(2).withRestart(RestartPolicy.byExitCode())));
        Worker web = stage.start(lasting("web", "db"));
        Worker front = stage.start(lasting("front", "web"));

        Stage.ended(front);

        assertThat(db.state()).isEqualTo(FAILED);
        for (Worker waiting : List.of(web, front)) {
            assertThat(waiting.snapshot().state()).isEqualTo(FAILED);
            assertThat(waiting.snapshot().incarnation()).isZero();
            String dependency = waiting == web ? "db" : "web";
            assertThat(stage.history().event(waiting, 0, FAILED).cause()).contains(dependency);
            assertThatThrownBy(() -> Stage.await("ready", waiting.ready()))
                    .isInstanceOf(WorkerStartException.class)
                    .hasMessageContaining(dependency);
        }
    }

    @Test
    @Requirement("WRK-READY-006")
    void closingStopsAWorkerBeforeThoseThatItDependsOn() {
        WorkerRuntime runtime = stage.runtime();
        Worker db = armed("db");
        Worker cache = armed("cache");
        Worker web = armed("web", "db", "cache");
        Worker other = armed("other");

        runtime.close();

        assertThat(numberOf(db, 1, STOPPING)).isGreaterThan(numberOf(web, 1, STOPPED));
        assertThat(numberOf(cache, 1, STOPPING)).isGreaterThan(numberOf(web, 1, STOPPED));
        assertThat(Math.max(numberOf(db, 1, STOPPING), numberOf(cache, 1, STOPPING)))
                .as("those without ties are stopped side by side")
                .isLessThan(Math.min(numberOf(db, 1, STOPPED), numberOf(cache, 1, STOPPED)));
        assertThat(numberOf(other, 1, STOPPING)).isLessThan(numberOf(web, 1, STOPPED));
    }

    private Worker armed(String name, String... dependsOn) {
        return stage.armed(Workers.polite(0, WHILE).withName(name).withDependsOn(dependsOn));
    }

    @Test
    @Requirement("WRK-READY-006")
    void ofWorkersWithoutTiesTheOneThatIsStartedLastIsToldFirst() {
        WorkerRuntime runtime = stage.runtime();
        stage.running(lasting("second").withPriority(2));
        stage.running(lasting("third").withPriority(3));
        stage.running(lasting("first").withPriority(1));

        runtime.close();

        assertThat(
                        Stage.session()
                                .await(
                                        "all are told to stop",
                                        () -> told(STOPPING),
                                        told -> told.size() == 3))
                .containsExactly("third", "second", "first");
    }

    private List<String> told(WorkerState to) {
        return stage.history().all().stream()
                .filter(event -> event.to() == to)
                .map(WorkerEvent::name)
                .toList();
    }

    @Test
    @Requirement("WRK-READY-008")
    void aDependencyOnAWorkerThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> stage.start(lasting("web", "ghost")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("web")
                .hasMessageContaining("ghost");

        assertThat(stage.runtime().workers()).isEmpty();
        stage.start(lasting("web"));
    }

    @Test
    @Requirement("WRK-READY-008")
    void aDependencyOnOneselfIsRefused() {
        assertThatThrownBy(() -> lasting("web", "web"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("web");
        assertThatThrownBy(() -> Workers.lasting().withDependsOn("web").withName("web"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("web");
    }

    @Test
    @Requirement("WRK-READY-008")
    void aCircleIsRefused() {
        assertThatThrownBy(
                        () ->
                                GroupSpec.of(
                                        "shop",
                                        lasting("free"),
                                        lasting("web", "cache"),
                                        lasting("cache", "db", "free"),
                                        lasting("db", "web")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("web -> cache -> db -> web");
    }

    @Test
    @Requirement("WRK-READY-009")
    void aWorkerThatOthersDependOnIsNotRemovedBeforeThem() {
        Worker db = stage.start(Workers.exiting(0).withName("db"));
        Worker web = stage.start(Workers.exiting(0).withName("web").withDependsOn("db"));
        // Both, for one may begin before the other has ended.
        Stage.ended(db);
        Stage.ended(web);

        assertThatThrownBy(db::remove)
                .isInstanceOf(IllegalLifecycleException.class)
                .hasMessageContaining("web");
        assertThat(stage.runtime().worker("db")).isPresent();
        assertThat(db.state()).isEqualTo(COMPLETED);

        web.remove();
        db.remove();
        assertThat(stage.runtime().workers()).isEmpty();
    }

    @Test
    @Requirement("WRK-READY-010")
    void gracesThatAddUpToMoreThanTheStopDeadlineAreRefused() {
        WorkerRuntime runtime =
                stage.open(RuntimeOptions.defaults().withStopDeadline(Duration.ofSeconds(5)));
        runtime.start(withGrace(lasting("db"), 2));
        runtime.start(withGrace(lasting("other"), 5));
        runtime.start(withGrace(lasting("web", "db"), 3));

        assertThatThrownBy(() -> runtime.start(withGrace(lasting("front", "web"), 1)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("grace")
                .hasMessageContaining("dependsOn")
                .hasMessageContaining("stopDeadline");
        assertThat(runtime.worker("front")).isEmpty();
    }

    private static WorkerSpec withGrace(WorkerSpec spec, int seconds) {
        return spec.withStop(StopPolicy.withGrace(Duration.ofSeconds(seconds)));
    }
}
