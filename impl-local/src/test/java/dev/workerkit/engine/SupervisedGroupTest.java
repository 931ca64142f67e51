package dev.workerkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.GroupSpec;
import dev.workerkit.GroupStartException;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.KillSwitchException;
import dev.workerkit.Readiness;
import dev.workerkit.RestartPolicy;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What users see of a group, over workers without processes. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SupervisedGroupTest {

    private final ObligingLauncher launcher = new ObligingLauncher();
    private final SimulatedGate gate = new SimulatedGate();
    private final SupervisedRuntime runtime =
            new SupervisedRuntime(
                    "simulated", RuntimeOptions.defaults(), launcher, Optional.empty(), gate);
    private final WorkerGroup shop = started();

    private WorkerGroup started() {
        WorkerGroup group =
                runtime.startGroup(
                        GroupSpec.of("shop", named("web").withDependsOn("db"), named("db")));
        group.ready().join();
        launcher.asked.clear();
        return group;
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    private static WorkerSpec named(String name) {
        return WorkerSpec.command("true").withName(name).withRestart(RestartPolicy.never());
    }

    private Worker worker(String name) {
        return runtime.worker(name).orElseThrow();
    }

    private static List<WorkerState> states(CompletableFuture<List<WorkerSnapshot>> snapshots) {
        return snapshots.join().stream().map(WorkerSnapshot::state).toList();
    }

    @Test
    void itsWorkersAreThereInTheOrderOfTheirStart() {
        assertThat(shop.name()).isEqualTo("shop");
        assertThat(shop.workers()).containsExactly(worker("db"), worker("web"));
        assertThat(shop.toString()).startsWith("shop [").contains("db", "web");
        assertThat(states(shop.ready())).containsOnly(WorkerState.RUNNING);
    }

    @Test
    void itIsStoppedAgainstTheOrderOfItsStart() {
        assertThat(states(shop.stop())).containsExactly(WorkerState.STOPPED, WorkerState.STOPPED);
        assertThat(launcher.asked).containsExactly("stop 1 of web", "stop 1 of db");
    }

    @Test
    void itIsStartedInOrderAgain() {
        shop.stop().join();
        launcher.asked.clear();

        assertThat(states(shop.start())).containsExactly(WorkerState.RUNNING, WorkerState.RUNNING);
        assertThat(launcher.asked).containsExactly("spawn 2 of db", "spawn 2 of web");
    }

    @Test
    void onlyThoseThatDoNotLiveAreStarted() {
        worker("web").stop().join();
        launcher.asked.clear();
        // It lives, and so need not be allowed.
        gate.forbid("db");

        assertThat(states(shop.start())).containsOnly(WorkerState.RUNNING);
        assertThat(launcher.asked).containsExactly("spawn 2 of web");
    }

    @Test
    void itIsStoppedAndStartedByARestart() {
        assertThat(states(shop.restart())).containsOnly(WorkerState.RUNNING);
        assertThat(launcher.asked)
                .containsExactly(
                        "stop 1 of web", "stop 1 of db", "spawn 2 of db", "spawn 2 of web");
    }

    @Test
    void nothingIsDoneWhereOneIsForbidden() {
        gate.forbid("web");
        assertThatThrownBy(shop::restart).isInstanceOf(KillSwitchException.class);
        assertThat(launcher.asked).isEmpty();
        worker("web").stop().join();
        assertThatThrownBy(shop::start).isInstanceOf(KillSwitchException.class);
        assertThat(launcher.asked).containsExactly("stop 1 of web");
    }

    @Test
    void aRestartIsOvertakenByAStop() {
        assertOvertakenBy(shop::stop);
        assertThat(worker("db").state()).isEqualTo(WorkerState.STOPPED);
    }

    @Test
    void aRestartIsOvertakenByASecondOne() {
        assertOvertakenBy(shop::restart);
        assertThat(worker("web").snapshot().incarnation()).isEqualTo(2);
    }

    private void assertOvertakenBy(Supplier<CompletableFuture<List<WorkerSnapshot>>> other) {
        launcher.stubborn.add("web");
        CompletableFuture<List<WorkerSnapshot>> restart = shop.restart();
        CompletableFuture<List<WorkerSnapshot>> later = other.get();
        launcher.stubborn.remove("web");
        launcher.end("web", new WorkerExit.Code(0));

        assertThatThrownBy(restart::join)
                .hasCauseInstanceOf(WorkerException.class)
                .hasMessageContaining("was stopped but not started again");
        later.join();
    }

    @Test
    void itIsNotStartedWhileOneIsBeingStopped() {
        launcher.stubborn.add("web");
        CompletableFuture<List<WorkerSnapshot>> stopping = shop.stop();

        assertThatThrownBy(shop::start)
                .isInstanceOf(IllegalLifecycleException.class)
                .hasMessageContaining("start the group 'shop' with")
                .hasMessageContaining("wait until it has stopped");

        launcher.end("web", new WorkerExit.Code(0));
        stopping.join();
        assertThat(launcher.asked).containsExactly("stop 1 of web", "stop 1 of db");
    }

    @Test
    void thoseThatDidNotBecomeReadyAreNamed() {
        WorkerGroup slow =
                runtime.startGroup(
                        GroupSpec.of(
                                "slow",
                                named("never").withReadiness(Readiness.after(Duration.ofDays(1))),
                                named("at-once")));
        CompletableFuture<List<WorkerSnapshot>> ready = slow.ready();
        assertThat(ready).isNotDone();
        launcher.end("never", new WorkerExit.Code(7));

        assertThatThrownBy(ready::join)
                .hasCauseInstanceOf(GroupStartException.class)
                .hasMessageContaining("'never' is FAILED")
                .hasMessageNotContaining("at-once");
    }

    @Test
    void oneThatIsPausedNeedNotBecomeReady() {
        worker("web").pause().join();
        assertThat(states(shop.ready())).containsExactly(WorkerState.RUNNING, WorkerState.PAUSED);
    }

    @Test
    void itIsRemovedWithAllThatAreLeftOfIt() {
        shop.stop().join();
        worker("web").remove();
        assertThat(shop.workers()).containsExactly(worker("db"));
        launcher.asked.clear();

        shop.remove();

        assertThat(launcher.asked).containsExactly("forget of db");
        assertThat(runtime.group("shop")).isEmpty();
        assertThat(runtime.workers()).isEmpty();
        assertThat(shop.workers()).isEmpty();
        for (Runnable command :
                List.<Runnable>of(shop::start, shop::stop, shop::restart, shop::remove)) {
            assertThatThrownBy(command::run)
                    .isInstanceOf(IllegalLifecycleException.class)
                    .hasMessageContaining("the group was removed");
        }
    }

    @Test
    void itIsNotRemovedWhileOneLivesOrIsNeeded() {
        assertThatThrownBy(shop::remove)
                .isInstanceOf(IllegalLifecycleException.class)
                .hasMessageContaining("stop it first");
        shop.stop().join();
        runtime.start(named("cache").withDependsOn("db")).stop().join();
        assertThatThrownBy(shop::remove)
                .isInstanceOf(IllegalLifecycleException.class)
                .hasMessageContaining("'cache'");
        assertThat(shop.workers()).hasSize(2);

        worker("cache").remove();
        shop.remove();
        assertThat(runtime.workers()).isEmpty();
    }

    @Test
    void aRestartOfWhatHasEndedDoesNotHoldUpTheEngineHoweverQuicklyThatIsTold() {
        // Told by the engine's thread itself, as if another had been quicker.
        try (Supervisor supervisor =
                new Supervisor(
                        "simulated",
                        event -> {},
                        reason -> {},
                        Runnable::run,
                        StartGate.open(),
                        Duration.ofMinutes(1))) {
            SupervisedGroup group =
                    new SupervisedGroup("all", List.of(), supervisor, StartGate.open(), () -> {});

            assertThat(group.restart().join()).isEmpty();
        }
    }
}
