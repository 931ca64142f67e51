package dev.workerkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Capability;
import dev.workerkit.DuplicateNameException;
import dev.workerkit.Endpoint;
import dev.workerkit.Escalation;
import dev.workerkit.GroupSpec;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.KillSwitch;
import dev.workerkit.KillSwitchException;
import dev.workerkit.PoolSpec;
import dev.workerkit.Relationship;
import dev.workerkit.RestartPolicy;
import dev.workerkit.RuntimeClosedException;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SharedWorkerUnavailableException;
import dev.workerkit.SpecException;
import dev.workerkit.StopPolicy;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What users see of a runtime, over workers without processes. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SupervisedRuntimeTest {

    private static final Duration DEADLINE = Duration.ofSeconds(40);

    private final ObligingLauncher launcher = new ObligingLauncher();
    private final SimulatedGate gate = new SimulatedGate();
    private final SupervisedRuntime runtime = runtime(Optional.empty());

    private SupervisedRuntime runtime(Optional<KillSwitch> killSwitch) {
        return new SupervisedRuntime(
                "simulated",
                RuntimeOptions.defaults().withStopDeadline(DEADLINE),
                launcher,
                killSwitch,
                gate);
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    private static WorkerSpec named(String name) {
        return WorkerSpec.command("true").withName(name).withRestart(RestartPolicy.never());
    }

    private static WorkerSpec withGrace(Duration grace) {
        return named("web").withStop(StopPolicy.withGrace(grace));
    }

    private Worker running(WorkerSpec spec) {
        Worker worker = runtime.start(spec);
        worker.ready().join();
        return worker;
    }

    private void assertNothingIsLeftOf(String name) {
        assertThat(runtime.worker(name)).isEmpty();
        assertThat(runtime.workers()).isEmpty();
        // Its name is free.
        running(named(name));
    }

    @Test
    void itIsWhatItsLauncherIs() {
        launcher.capabilities.add(Capability.SHELL);

        assertThat(runtime.name()).isEqualTo("simulated");
        assertThat(runtime.capabilities()).containsExactly(Capability.SHELL);
        assertThat(runtime.log()).isSameAs(launcher.log);
        assertThatThrownBy(
                        () ->
                                runtime.connect(
                                        new WorkerAddress.Unix(Path.of("/nobody")),
                                        SharedWorkerSpec.existing()))
                .isInstanceOf(SharedWorkerUnavailableException.class);
    }

    @Test
    void workersAreListedInTheOrderOfTheirStartUntilTheyAreRemoved() {
        Worker second = running(named("second"));
        Worker first = running(named("first"));

        assertThat(runtime.workers()).containsExactly(second, first);
        assertThat(runtime.worker("first")).contains(first);
        assertThat(runtime.worker("third")).isEmpty();
        first.stop().join();
        first.remove();
        assertThat(runtime.workers()).containsExactly(second);
        assertThat(launcher.asked).contains("forget of first");
    }

    @Test
    void oneWithoutANameIsGivenOneThatIsFree() {
        running(named("true-1"));

        assertThat(runtime.start(WorkerSpec.command("true")).name()).isEqualTo("true-2");
    }

    @Test
    void anEventIsToldToThoseWhoListen() throws Exception {
        BlockingQueue<WorkerEvent> heard = new LinkedBlockingQueue<>();
        WorkerRuntime.Subscription subscription = runtime.onEvent(heard::add);

        running(named("web"));
        assertThat(heard.take().to()).isEqualTo(WorkerState.STARTING);
        assertThat(heard.take().to()).isEqualTo(WorkerState.RUNNING);

        subscription.close();
        running(named("other"));
        assertThat(heard).isEmpty();
    }

    @Test
    void aGraceMayBeAsLongAsTheStopDeadlineAndNoLonger() {
        assertThatThrownBy(() -> runtime.start(withGrace(DEADLINE.plusNanos(1))))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("stop.grace");
        assertThat(runtime.start(withGrace(DEADLINE)).name()).isEqualTo("web");
    }

    @Test
    void oneThatAsksForWhatThereIsNotIsRefused() {
        assertThatThrownBy(() -> runtime.start(named("web").withImage("alpine")))
                .isInstanceOf(UnsupportedException.class);
        assertNothingIsLeftOf("web");
    }

    @Test
    void oneThatTalksToNobodyIsRefused() {
        launcher.capabilities.add(Capability.RELATIONSHIPS);
        WorkerSpec web = named("web").withRelationship(Relationship.of("db", "postgres:sql"));

        assertThatThrownBy(() -> runtime.start(web))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("relationships.db");

        running(named("postgres").withEndpoint(Endpoint.of("sql", 5432)));
        assertThat(runtime.start(web).name()).isEqualTo("web");
    }

    @Test
    void oneThatItsLauncherRefusesLeavesItsNameFree() {
        launcher.wrong.add("web");
        assertThatThrownBy(() -> runtime.start(named("web"))).isInstanceOf(SpecException.class);
        launcher.wrong.clear();
        assertNothingIsLeftOf("web");
    }

    @Test
    void oneThatIsForbiddenLeavesItsNameFree() {
        gate.forbid("web");
        assertThatThrownBy(() -> runtime.start(named("web")))
                .isInstanceOf(KillSwitchException.class);
        assertThatThrownBy(() -> runtime.requireStartable(List.of("web")))
                .isInstanceOf(KillSwitchException.class);
        gate.allowAll();
        assertNothingIsLeftOf("web");
    }

    @Test
    void aNameIsGivenOnce() {
        Worker web = running(named("web"));
        assertThatThrownBy(() -> runtime.start(named("web")))
                .isInstanceOf(DuplicateNameException.class);
        assertThat(runtime.workers()).containsExactly(web);
    }

    @Test
    void whereOneOfAGroupHasNoPlaceNoneIsLeft() {
        launcher.homeless.add("db");
        GroupSpec shop = GroupSpec.of("shop", named("web"), named("db"));

        assertThatThrownBy(() -> runtime.startGroup(shop)).hasMessage("No place for db");

        assertThat(launcher.asked).containsExactly("forget of web");
        assertThat(runtime.groups()).isEmpty();
        assertThat(runtime.group("shop")).isEmpty();
        launcher.homeless.clear();
        WorkerGroup started = runtime.startGroup(shop);
        assertThat(runtime.groups()).containsExactly(started);
        assertThat(runtime.group("shop")).contains(started);
        assertThatThrownBy(() -> runtime.startGroup(shop))
                .isInstanceOf(DuplicateNameException.class);
        assertThat(runtime.group("shop")).contains(started);
    }

    @Test
    void oneThatIsOwnedIsRemovedByItsOwnerAlone() {
        Worker member = runtime.startOwned(named("member"), "resize the pool");
        member.ready().join();
        member.stop().join();

        assertThatThrownBy(member::remove)
                .isInstanceOf(IllegalLifecycleException.class)
                .hasMessageContaining("resize the pool");
        assertThat(runtime.worker("member")).contains(member);
        runtime.removeOwned(member);
        assertThat(runtime.worker("member")).isEmpty();

        Worker successor = running(named("member"));
        runtime.removeOwned(member);
        assertThat(runtime.worker("member")).contains(successor);
    }

    @Test
    void oneWithoutAKillSwitchSaysSo() {
        assertThatThrownBy(runtime::killSwitch).isInstanceOf(UnsupportedException.class);
    }

    @Test
    void poolsAreLaidOverIt() {
        PoolSpec pool = PoolSpec.of(WorkerSpec.command("true"));
        assertThatThrownBy(() -> runtime.startPool(pool)).isInstanceOf(UnsupportedException.class);
        assertThat(runtime.pools()).isEmpty();
    }

    @Test
    void whatIsStartedLastIsStoppedFirstWhereItDependsOnTheOther() {
        running(named("db"));
        running(named("web").withDependsOn("db"));
        launcher.asked.clear();

        runtime.close();

        assertThat(launcher.asked)
                .containsExactly("stop 1 of web", "stop 1 of db", "forget of web", "forget of db");
        assertThat(launcher.closed).isTrue();
        assertThat(runtime.workers()).isEmpty();
        assertThat(runtime.closed().join()).isEqualTo("it was closed");
    }

    @Test
    void oneThatIsClosedTakesNoMoreAndItsThreadsEnd() throws Exception {
        Worker web = running(named("web"));
        runtime.closed().complete("somebody's own word");
        assertThat(runtime.closed()).isNotDone();

        runtime.close();

        assertThatThrownBy(() -> runtime.start(named("other")))
                .isInstanceOf(RuntimeClosedException.class);
        assertThatThrownBy(() -> runtime.startGroup(GroupSpec.of("group", named("other"))))
                .isInstanceOf(RuntimeClosedException.class);
        assertThatThrownBy(() -> runtime.onEvent(event -> {}))
                .isInstanceOf(RuntimeClosedException.class);
        assertThatThrownBy(
                        () ->
                                runtime.connect(
                                        new WorkerAddress.Unix(Path.of("/nobody")),
                                        SharedWorkerSpec.existing()))
                .isInstanceOf(RuntimeClosedException.class);
        assertThatThrownBy(web::stop).isInstanceOf(RuntimeClosedException.class);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("workerkit-simulated-")) {
                thread.join();
            }
        }
    }

    @Test
    void nobodyWhoForgetsToCloseItHoldsUpTheProcess() {
        running(named("web")).ended();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("workerkit-simulated-"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    @Test
    void theEndOfOneThatTheOthersCantBeWithoutShutsItDown() {
        RestartPolicy vital = RestartPolicy.never().withEscalation(Escalation.ON_FAILURE);
        running(named("other"));
        running(named("vital").withRestart(vital));

        launcher.end("vital", new WorkerExit.Code(3));

        assertThat(runtime.closed().join()).startsWith("worker 'vital'").contains("exit code 3");
        assertThat(launcher.asked).contains("stop 1 of other", "forget of other");
        assertThat(launcher.closed).isTrue();
    }
}
