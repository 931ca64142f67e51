package dev.workerkit.engine;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.NEW;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.Readiness;
import dev.workerkit.RestartPolicy;
import dev.workerkit.SpecException;
import dev.workerkit.StopPolicy;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.engine.SimulatedEngine.Member;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several workers of which some depend on others. */
class DependenciesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SimulatedEngine engine = new SimulatedEngine(MINUTE);

    private static WorkerSpec named(String name, String... dependsOn) {
        return WorkerSpec.command("true")
                .withName(name)
                .withDependsOn(dependsOn)
                .withReadiness(Readiness.told(Duration.ofSeconds(5)))
                .withRestart(RestartPolicy.byExitCode());
    }

    private Member start(WorkerSpec spec) {
        return engine.start(spec).get(0);
    }

    private void makeReady(Member member) {
        member.place().spawned();
        member.place().ready(member.place().lastIncarnation());
        engine.settle();
    }

    private void end(Member member, int code) {
        member.place().end(new WorkerExit.Code(code));
        engine.settle();
    }

    private static List<String> waitsFor(Member member) {
        return member.worker().snapshot().waitsFor();
    }

    @Test
    void oneIsStartedWhenTheLastThatItDependsOnIsReady() {
        Member db = start(named("db"));
        Member cache = start(named("cache"));
        Member web = start(named("web", "db", "cache"));
        assertThat(web.state()).isEqualTo(NEW);
        assertThat(waitsFor(web)).containsExactlyInAnyOrder("db", "cache");

        makeReady(cache);
        assertThat(web.state()).isEqualTo(NEW);
        assertThat(waitsFor(web)).containsExactly("db");
        makeReady(db);

        assertThat(web.state()).isEqualTo(STARTING);
        assertThat(waitsFor(web)).isEmpty();
    }

    @Test
    void oneThatHasCompletedIsAsGoodAsReady() {
        Member migration = start(named("migration"));
        Member web = start(named("web", "migration"));

        end(migration, 0);

        assertThat(migration.state()).isEqualTo(COMPLETED);
        assertThat(web.state()).isEqualTo(STARTING);
    }

    @Test
    void aFailureFailsAllThatWaitForItHoweverFarAway() {
        List<Member> chain =
                engine.start(
                        IntStream.range(0, 20_000)
                                .mapToObj(
                                        i ->
                                                i == 0
                                                        ? named("w0")
                                                        : named("w" + i, "w" + (i - 1))
                                                                .withStop(
                                                                        StopPolicy.withGrace(
                                                                                Duration.ZERO)))
                                .toArray(WorkerSpec[]::new));
        Member last = chain.get(chain.size() - 1);
        CompletableFuture<WorkerSnapshot> ready =
                last.worker().goals.await(Goals.Goal.READY, last.worker().snapshot());

        end(chain.get(0), 2);

        assertThat(chain).allMatch(member -> member.state() == FAILED);
        assertThat(last.place().asked).isEmpty();
        assertThat(ready).isCompletedExceptionally();
        assertThat(last.worker().snapshot().lastExit().orElseThrow().describe())
                .contains("'w19998'");
    }

    @Test
    void oneThatIsStartedAfterTheFailureFailsTooUntilThatIsStartedAgain() {
        Member db = start(named("db"));
        end(db, 2);
        Member web = start(named("web", "db"));
        assertThat(web.state()).isEqualTo(FAILED);

        engine.command(web, Trigger.START);
        assertThat(web.state()).isEqualTo(FAILED);
        assertThat(waitsFor(web)).isEmpty();
        engine.command(db, Trigger.START);
        engine.command(web, Trigger.START);
        assertThat(waitsFor(web)).containsExactly("db");
        makeReady(db);

        assertThat(web.state()).isEqualTo(STARTING);
    }

    @Test
    void oneThatIsStoppedWhileItWaitsIsNotStarted() {
        Member db = start(named("db"));
        Member web = start(named("web", "db"));
        CompletableFuture<WorkerSnapshot> ready =
                web.worker().goals.await(Goals.Goal.READY, web.worker().snapshot());

        engine.command(web, Trigger.STOP);
        makeReady(db);

        assertThat(web.state()).isEqualTo(STOPPED);
        assertThat(web.place().asked).isEmpty();
        assertThat(ready).isCompletedExceptionally();
        engine.command(web, Trigger.START);
        assertThat(web.state()).isEqualTo(STARTING);
    }

    @Test
    void oneThatDiesWhileWhatItDependsOnIsAwayWaitsForIt() {
        Member db = start(named("db"));
        Member web = start(named("web", "db"));
        makeReady(db);
        makeReady(web);

        engine.command(db, Trigger.RESTART);
        end(web, 1);
        engine.pass(MINUTE.dividedBy(60));
        assertThat(web.state()).isEqualTo(BACKOFF);
        assertThat(waitsFor(web)).containsExactly("db");
        assertThat(web.worker().snapshot().nextStart()).isEmpty();
        end(db, 0);
        assertThat(db.state()).isEqualTo(STARTING);
        makeReady(db);

        assertThat(web.state()).isEqualTo(STARTING);
        assertThat(web.place().asked).containsExactly("spawn 1", "spawn 2");
    }

    @Test
    void oneThatWaitsInBackoffFailsWithWhatItDependsOn() {
        Member db = start(named("db"));
        Member web = start(named("web", "db"));
        makeReady(db);
        makeReady(web);

        end(db, 2);
        end(web, 1);
        engine.pass(Duration.ofSeconds(1));

        assertThat(web.state()).isEqualTo(FAILED);
    }

    @Test
    void aRestartOfOneWaitsForWhatItDependsOn() {
        Member db = start(named("db"));
        Member web = start(named("web", "db"));
        makeReady(db);
        makeReady(web);
        engine.command(db, Trigger.STOP);
        end(db, 0);

        engine.command(web, Trigger.RESTART);
        end(web, 0);
        assertThat(web.state()).isEqualTo(STOPPED);
        assertThat(waitsFor(web)).containsExactly("db");
        assertThat(web.place().isRetired()).as("its channel is ended").isFalse();
        engine.command(db, Trigger.START);
        makeReady(db);

        assertThat(web.state()).isEqualTo(STARTING);
    }

    @Test
    void oneThatIsReadyStaysWhenWhatItDependsOnEnds() {
        Member db = start(named("db"));
        Member web = start(named("web", "db"));
        makeReady(db);
        makeReady(web);

        end(db, 2);

        assertThat(web.state()).isEqualTo(RUNNING);
    }

    @Test
    void oneThatOthersDependOnIsNotRemoved() {
        Member db = start(named("db"));
        Member web = start(named("web", "db"));
        end(db, 0);
        end(web, 0);

        assertThatThrownBy(() -> engine.command(db, Trigger.REMOVE))
                .isInstanceOf(IllegalLifecycleException.class)
                .hasMessageContaining("'web'");

        engine.command(web, Trigger.REMOVE);
        engine.command(db, Trigger.REMOVE);
        assertThat(db.worker().isRemoved()).isTrue();
    }

    @Test
    void oneThatWaitsIsNotRemoved() {
        start(named("db"));
        Member web = start(named("web", "db"));

        assertThatThrownBy(() -> engine.command(web, Trigger.REMOVE))
                .isInstanceOf(IllegalLifecycleException.class)
                .hasMessageContaining("stop it first");
    }

    @Test
    void aDependencyThatThereIsNotIsRefusedAndNothingIsStarted() {
        assertThatThrownBy(() -> engine.start(named("db"), named("web", "db", "ghost")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("'ghost'");

        assertThat(engine.events).isEmpty();
        start(named("db"));
    }

    @Test
    void gracesThatAddUpToMoreThanTheStopDeadlineAreRefused() {
        StopPolicy half = StopPolicy.withGrace(MINUTE.dividedBy(2));
        start(named("db").withStop(half));
        start(named("web", "db").withStop(half));

        assertThatThrownBy(
                        () ->
                                start(
                                        named("front", "web")
                                                .withStop(
                                                        StopPolicy.withGrace(
                                                                Duration.ofMillis(1)))))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("stop.grace")
                .hasMessageContaining("dependsOn")
                .hasMessageContaining("stopDeadline")
                .hasMessageContaining("'web'");
    }

    @Test
    void eachIsStoppedOnceAllThatDependOnItHaveEnded() {
        List<Member> members =
                engine.start(named("db"), named("cache"), named("web", "db", "cache"));
        Member db = members.get(0);
        Member cache = members.get(1);
        Member web = members.get(2);
        makeReady(db);
        makeReady(cache);
        makeReady(web);

        CompletableFuture<Void> done = engine.stop(members);

        assertThat(web.state()).isEqualTo(STOPPING);
        assertThat(List.of(db.state(), cache.state())).containsOnly(RUNNING);
        end(web, 0);
        assertThat(List.of(db.state(), cache.state())).containsOnly(STOPPING);
        end(db, 0);
        assertThat(done).isNotDone();
        end(cache, 0);
        assertThat(done).isCompleted();
    }

    @Test
    void ofThoseThatMayBeStoppedAtOnceTheHigherNumberIsToldFirst() {
        List<Member> members =
                engine.start(
                        named("early").withPriority(1),
                        named("late").withPriority(3),
                        named("between").withPriority(2));
        members.forEach(this::makeReady);
        engine.events.clear();

        engine.stop(members);

        assertThat(engine.events)
                .extracting(event -> event.name() + " " + event.to())
                .containsExactly("late STOPPING", "between STOPPING", "early STOPPING");
    }

    @Test
    void stoppingThoseThatHaveEndedOrWaitIsDoneAtOnce() {
        List<Member> members = engine.start(named("a"), named("b"), named("c", "b"));
        end(members.get(0), 0);
        end(members.get(1), 1);

        assertThat(engine.stop(members)).isCompleted();

        assertThat(members).extracting(Member::state).containsExactly(COMPLETED, STOPPED, STOPPED);
    }

    @Test
    void aGroupThatIsRefusedLeavesNothingBehindHoweverItsWorkersDepend() {
        assertThatThrownBy(
                        () ->
                                engine.start(
                                        named("a"),
                                        named("b", "a"),
                                        named("c", "a"),
                                        named("d", "nobody")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("nobody");

        assertThatThrownBy(() -> start(named("e", "c"))).isInstanceOf(SpecException.class);
    }

    @Test
    void oneThatEndsByItselfBeforeItIsItsTurnIsStartedAgainAndThenStopped() {
        List<Member> members = engine.start(named("db"), named("web", "db"));
        Member db = members.get(0);
        Member web = members.get(1);
        makeReady(db);
        makeReady(web);
        CompletableFuture<Void> done = engine.stop(members);

        end(db, 1);
        engine.pass(Duration.ofSeconds(1));
        assertThat(db.state()).isEqualTo(STARTING);
        end(web, 0);
        assertThat(db.state()).isEqualTo(STOPPING);
        end(db, 0);

        assertThat(done).isCompleted();
    }
}
