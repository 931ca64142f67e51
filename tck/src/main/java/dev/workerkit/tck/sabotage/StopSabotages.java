package dev.workerkit.tck.sabotage;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;

import dev.workerkit.ExitSet;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.Launch;
import dev.workerkit.StopPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import dev.workerkit.tck.sabotage.StrayingRuntime.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Of how workers are stopped, and what is left of them. */
final class StopSabotages {

    /** As a signal, and as the exit code where signals are not told. */
    private static final ExitSet SIGTERM = ExitSet.signals("TERM").andCodes(143);

    private StopSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "runs-commands-deaf-to-sigterm",
                        "WRK-STOP-001",
                        "Starts commands with SIGTERM ignored, as it ignores it itself",
                        Launches.toCommands("trap '' TERM; exec \"$@\"")),
                Sabotage.of(
                        "gives-ten-seconds",
                        "WRK-STOP-002",
                        "Kills after ten seconds, as others do, what has the default grace",
                        toGrace(
                                grace ->
                                        grace.equals(StopPolicy.DEFAULT_GRACE)
                                                ? Duration.ofSeconds(10)
                                                : grace)),
                Sabotage.of(
                        "forgets-the-grace",
                        "WRK-STOP-003",
                        "Kills at once what it is to stop",
                        toGrace(grace -> Duration.ZERO)),
                Sabotage.of(
                        "kills-at-half-the-grace",
                        "WRK-STOP-004",
                        "Kills a worker before its grace is over",
                        toGrace(grace -> grace.dividedBy(2))),
                Sabotage.of(
                        "knows-the-default-grace-only",
                        "WRK-STOP-004",
                        "Kills a worker after the default grace, though its own is shorter",
                        toGrace(grace -> StopPolicy.DEFAULT_GRACE)),
                Sabotage.of(
                        "tells-the-end-before-it-comes",
                        "WRK-STOP-005",
                        "Reports STOPPED with live processes",
                        Deed.toWorker(StopSabotages::toldEarly)),
                Sabotage.of(
                        "leaks-a-child-at-a-stop",
                        "WRK-STOP-005",
                        "Leaves a child of the worker running when it stops or kills that",
                        StrayingRuntime.findingThemAt(EnumSet.of(End.ITSELF, End.CLOSE))),
                Sabotage.of(
                        "refuses-to-stop-what-stops",
                        "WRK-STOP-006",
                        "Refuses to stop a worker that is stopping",
                        Deed.toWorker(worker -> refusing(worker, STOPPING))),
                Sabotage.of(
                        "stops-what-has-ended",
                        "WRK-STOP-006",
                        "Makes of a worker that has completed or failed one that was stopped",
                        Deed.toWorker(StopSabotages::stoppedAfterItsEnd)),
                Sabotage.of(
                        "waits-for-the-start-to-stop",
                        "WRK-STOP-006",
                        "Stops a worker that waits to be started again when that has happened",
                        Deed.toWorker(StopSabotages::stoppedAfterItsStart)),
                Sabotage.of(
                        "closes-one-after-the-other",
                        "WRK-STOP-007",
                        "Stops the workers of a runtime that is closed one after the other",
                        Deed.toRuntime(StopSabotages::closedOneByOne)),
                Sabotage.of(
                        "closes-two-at-a-time",
                        "WRK-STOP-007",
                        "Stops the workers of a runtime that is closed with two threads",
                        Deed.toRuntime(StopSabotages::closedInPairs)),
                Sabotage.of(
                        "cuts-a-grace-short-in-secret",
                        "WRK-STOP-008",
                        "Takes a grace beyond the stop deadline, and won't keep to it",
                        Refusals.silenced(
                                spec -> spec.dependsOn().isEmpty(), StopSabotages::withoutGrace)),
                Sabotage.of(
                        "fails-what-exits-badly-when-stopped",
                        "WRK-STOP-009",
                        "Calls a worker FAILED that was told to stop and exited with 1",
                        toStopped(
                                exit -> exit instanceof WorkerExit.Code code && code.code() != 0)),
                Sabotage.of(
                        "fails-what-its-sigterm-ends",
                        "WRK-STOP-009",
                        "Calls a worker FAILED that was told to stop and died by that signal",
                        toStopped(SIGTERM::contains)),
                Sabotage.of(
                        "leaks-a-child-when-its-master-dies",
                        "WRK-STOP-010",
                        "Ends a child of a worker only when it can do so itself",
                        StrayingRuntime.findingThemAt(EnumSet.allOf(End.class))),
                Sabotage.of(
                        "leaks-a-child-at-an-exit",
                        "WRK-STOP-011",
                        "Does not look for children of a worker that ended by itself",
                        StrayingRuntime.findingThemAt(EnumSet.of(End.STOP, End.CLOSE))),
                Sabotage.of(
                        "stops-java-workers-in-the-middle",
                        "WRK-STOP-012",
                        "Gives Java workers no time to finish the unit of work in hand",
                        Deed.toSpec(
                                spec ->
                                        spec.launch() instanceof Launch.JavaWorker
                                                ? withoutGrace(spec)
                                                : spec)),
                Sabotage.of(
                        "stops-before-it-kills",
                        "WRK-STOP-013",
                        "Gives a worker that is to be killed a grace of two seconds",
                        Deed.toWorker(StopSabotages::stoppedBeforeItIsKilled)),
                Sabotage.of(
                        "fails-what-is-killed",
                        "WRK-STOP-013",
                        "Calls a worker FAILED that was killed because that was asked",
                        Deed.toWorker(StopSabotages::failedByAKill)));
    }

    private static Deed toGrace(UnaryOperator<Duration> change) {
        return Deed.toSpec(
                spec -> spec.withStop(StopPolicy.withGrace(change.apply(spec.stop().grace()))));
    }

    private static WorkerSpec withoutGrace(WorkerSpec spec) {
        return spec.withStop(StopPolicy.withGrace(Duration.ZERO));
    }

    /** Calls those FAILED that were stopped and ended so. */
    private static Deed toStopped(Predicate<WorkerExit> which) {
        return Deed.toSnapshot(
                        snapshot ->
                                snapshot.state() == STOPPED
                                                && snapshot.lastExit().filter(which).isPresent()
                                        ? Changed.state(snapshot, FAILED)
                                        : snapshot)
                .and(
                        Deed.toEvent(
                                event ->
                                        event.to() == STOPPED
                                                        && event.exit().filter(which).isPresent()
                                                ? Changed.states(event, event.from(), FAILED)
                                                : event));
    }

    private static Worker toldEarly(Worker worker) {
        return new ForwardingWorker(worker) {
            @Override
            public CompletableFuture<WorkerSnapshot> stop() {
                Background.after(Duration.ofSeconds(1), super::stop);
                return CompletableFuture.completedFuture(Changed.state(snapshot(), STOPPED));
            }
        };
    }

    private static Worker refusing(Worker worker, WorkerState state) {
        return new ForwardingWorker(worker) {
            @Override
            public CompletableFuture<WorkerSnapshot> stop() {
                if (state() == state) {
                    throw new IllegalLifecycleException(name(), "stop", state, "wait");
                }
                return super.stop();
            }
        };
    }

    private static Worker stoppedAfterItsEnd(Worker worker) {
        return new ForwardingWorker(worker) {
            private volatile boolean stopped;

            @Override
            public CompletableFuture<WorkerSnapshot> stop() {
                stopped = state().isTerminal();
                return super.stop();
            }

            @Override
            public WorkerSnapshot snapshot() {
                return stopped ? Changed.state(super.snapshot(), STOPPED) : super.snapshot();
            }

            @Override
            public WorkerState state() {
                return snapshot().state();
            }
        };
    }

    private static Worker stoppedAfterItsStart(Worker worker) {
        return new ForwardingWorker(worker) {
            @Override
            public CompletableFuture<WorkerSnapshot> stop() {
                return state() == BACKOFF
                        ? ready().thenCompose(started -> super.stop())
                        : super.stop();
            }
        };
    }

    /** Those that were started last first. */
    static WorkerRuntime closedOneByOne(WorkerRuntime runtime) {
        return new ForwardingRuntime(runtime) {
            @Override
            public void close() {
                List<Worker> reversed = new ArrayList<>(workers());
                Collections.reverse(reversed);
                reversed.forEach(worker -> worker.stop().join());
                super.close();
            }
        };
    }

    private static WorkerRuntime closedInPairs(WorkerRuntime runtime) {
        return new ForwardingRuntime(runtime) {
            @Override
            public void close() {
                Iterator<Worker> left = workers().iterator();
                while (left.hasNext()) {
                    CompletableFuture<?> one = left.next().stop();
                    if (left.hasNext()) {
                        left.next().stop().join();
                    }
                    one.join();
                }
                super.close();
            }
        };
    }

    private static Worker stoppedBeforeItIsKilled(Worker worker) {
        return new ForwardingWorker(worker) {
            @Override
            public CompletableFuture<WorkerSnapshot> kill() {
                CompletableFuture<WorkerSnapshot> stop = super.stop();
                Background.after(Duration.ofSeconds(2), super::kill);
                return stop;
            }
        };
    }

    private static Worker failedByAKill(Worker worker) {
        return new ForwardingWorker(worker) {
            @Override
            public CompletableFuture<WorkerSnapshot> kill() {
                return super.kill().thenApply(end -> Changed.state(end, FAILED));
            }
        };
    }
}
