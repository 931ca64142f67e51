package dev.workerkit.engine;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.NEW;
import static dev.workerkit.WorkerState.PAUSED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Backoff;
import dev.workerkit.RestartPolicy;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.engine.SimulatedEngine.Member;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of workers that may not be started. */
class HeldUpStartsTest {

    private static final Duration DELAY = Duration.ofSeconds(10);

    private final SimulatedEngine engine = new SimulatedEngine(Duration.ofMinutes(1));
    private final SimulatedGate gate = engine.gate;

    private static WorkerSpec named(String name) {
        return WorkerSpec.command("true")
                .withName(name)
                .withRestart(RestartPolicy.always().withDelay(Backoff.constant(DELAY)));
    }

    private Member running(String name) {
        Member member = engine.start(named(name)).get(0);
        member.place().spawned();
        engine.settle();
        return member;
    }

    private void end(Member member) {
        member.place().end(new WorkerExit.Code(1));
        engine.settle();
    }

    private void recycle(Member member) {
        member.place().recycle(member.place().lastIncarnation(), "it is old");
        engine.settle();
    }

    private static WorkerSnapshot snapshot(Member member) {
        return member.worker().snapshot();
    }

    @Test
    void itAsksAgainUntilItIsLetIn() {
        Member web = running("web");
        end(web);
        gate.forbid("web");

        assertThat(snapshot(web).nextStart()).isPresent();
        assertThat(snapshot(web).forbidden()).isEmpty();
        engine.pass(DELAY);
        assertThat(web.state()).isEqualTo(BACKOFF);
        assertThat(snapshot(web).nextStart()).isEmpty();
        assertThat(snapshot(web).forbidden()).contains(SimulatedGate.reason("web"));
        engine.pass(Duration.ofDays(1));
        assertThat(web.state()).isEqualTo(BACKOFF);

        gate.allow("web");
        engine.pass(SimulatedGate.AGAIN);
        assertThat(web.state()).isEqualTo(STARTING);
        assertThat(snapshot(web).forbidden()).isEmpty();
    }

    @Test
    void aPermitIsKeptUntilTheSpawnIsReportedAndNoLonger() {
        Member web = engine.start(named("web")).get(0);
        assertThat(gate.underWay()).isOne();
        web.place().spawned();
        assertThat(gate.underWay()).isZero();
        engine.settle();

        recycle(web);
        assertThat(gate.underWay()).as("while it is being stopped").isZero();
        end(web);
        assertThat(gate.underWay()).isOne();
        web.place().end(new WorkerExit.StartFailure("no such command"));
        assertThat(gate.underWay()).isZero();
    }

    @Test
    void oneThatIsAdmittedWhileItIsForbiddenWaitsToBeStartedForTheFirstTime() {
        gate.forbid("web");
        Member web = engine.make(named("web"));

        engine.admit(web);
        engine.settle();

        assertThat(web.state()).isEqualTo(NEW);
        assertThat(snapshot(web).forbidden()).isPresent();
        gate.allow("web");
        engine.pass(SimulatedGate.AGAIN);
        assertThat(web.state()).isEqualTo(STARTING);
    }

    @Test
    void whatDependsOnItWaitsForItAlone() {
        gate.forbid("db");
        Member db = engine.make(named("db"));
        Member web = engine.make(named("web").withDependsOn("db"));
        engine.admit(db);
        engine.admit(web);
        engine.settle();

        assertThat(snapshot(web).waitsFor()).containsExactly("db");
        assertThat(snapshot(web).forbidden()).isEmpty();
        gate.allow("db");
        engine.pass(SimulatedGate.AGAIN);
        db.place().spawned();
        engine.settle();
        assertThat(web.state()).isEqualTo(STARTING);
    }

    @Test
    void aRecyclingIsPutOffAndTakenUpAgain() {
        Member web = running("web");
        gate.forbid("web");

        recycle(web);
        assertThat(web.state()).isEqualTo(RUNNING);
        assertThat(snapshot(web).forbidden()).isPresent();
        engine.pass(Duration.ofDays(1));
        assertThat(web.place().asked).containsExactly("spawn 1", "held up 1");

        gate.allow("web");
        engine.pass(SimulatedGate.AGAIN);
        assertThat(web.state()).isEqualTo(STOPPING);
        assertThat(snapshot(web).forbidden()).isEmpty();
    }

    @Test
    void aRecyclingThatWasPutOffWaitsForThePauseToo() {
        Member web = running("web");
        gate.forbid("web");
        recycle(web);
        engine.command(web, Trigger.PAUSE);
        web.place().paused(1);
        engine.settle();

        gate.allow("web");
        engine.pass(Duration.ofDays(1));
        assertThat(web.state()).isEqualTo(PAUSED);
        assertThat(snapshot(web).forbidden()).isEmpty();
        engine.command(web, Trigger.RESUME);
        web.place().resumed(1);
        engine.settle();

        assertThat(web.state()).isEqualTo(STOPPING);
    }

    @Test
    void aRestartThatHadBegunEndsStoppedAndWaiting() {
        Member web = running("web");
        engine.command(web, Trigger.RESTART);
        CompletableFuture<WorkerSnapshot> ended =
                web.worker().goals.await(Goals.Goal.ENDED, snapshot(web));
        gate.forbid("web");

        end(web);

        assertThat(web.state()).isEqualTo(STOPPED);
        assertThat(web.worker().isAtRest()).isFalse();
        assertThat(ended).isNotDone();
        engine.command(web, Trigger.STOP);
        assertThat(ended).isCompleted();
        assertThat(engine.hasTimers()).isFalse();
    }

    @Test
    void theReasonIsToldOnceForEachTime() {
        Member web = running("web");
        gate.forbid("web");
        for (int i = 0; i < 2; i++) {
            end(web);
            engine.pass(Duration.ofMinutes(1));
            gate.allow("web");
            engine.pass(SimulatedGate.AGAIN);
            web.place().spawned();
            engine.settle();
            gate.forbid("web");
        }

        assertThat(web.place().asked)
                .containsExactly("spawn 1", "held up 1", "spawn 2", "held up 2", "spawn 3");
    }
}
