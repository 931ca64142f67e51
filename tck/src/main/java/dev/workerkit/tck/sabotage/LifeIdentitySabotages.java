package dev.workerkit.tck.sabotage;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.KILLING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;

import dev.workerkit.Worker;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;

/** Of who a worker is, and of the states that it is seen in. */
final class LifeIdentitySabotages {

    private static final int THIRD = 3;

    private LifeIdentitySabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "counts-incarnations-from-0",
                        "WRK-LIFE-001",
                        "Counts incarnations from 0",
                        toIncarnation(number -> number - 1)),
                Sabotage.of(
                        "counts-the-third-spawn-twice",
                        "WRK-LIFE-001",
                        "Leaves out a number when a worker is spawned for the third time",
                        toIncarnation(number -> number < THIRD ? number : number + 1)),
                Sabotage.of(
                        "makes-an-id-for-each-incarnation",
                        "WRK-LIFE-002",
                        "Gives a worker that is started again another id",
                        Deed.toSnapshot(
                                        snapshot ->
                                                Changed.id(
                                                        snapshot,
                                                        of(snapshot.id(), snapshot.incarnation())))
                                .and(
                                        Deed.toEvent(
                                                event ->
                                                        Changed.worker(
                                                                event,
                                                                of(
                                                                        event.worker(),
                                                                        event.incarnation()))))
                                .and(
                                        Deed.toWorker(
                                                worker ->
                                                        new ForwardingWorker(worker) {
                                                            @Override
                                                            public WorkerId id() {
                                                                return snapshot().id();
                                                            }
                                                        }))),
                Sabotage.of(
                        "makes-ids-of-names",
                        "WRK-LIFE-002",
                        "Makes a worker's id of its name, which another may have later",
                        Deed.toWorker(
                                        worker ->
                                                new ForwardingWorker(worker) {
                                                    @Override
                                                    public WorkerId id() {
                                                        return named(name());
                                                    }
                                                })
                                .and(
                                        Deed.toSnapshot(
                                                snapshot ->
                                                        Changed.id(
                                                                snapshot, named(snapshot.name()))))
                                .and(
                                        Deed.toEvent(
                                                event ->
                                                        Changed.worker(
                                                                event, named(event.name()))))),
                Sabotage.of(
                                "leaves-out-stopping",
                                "WRK-LIFE-003",
                                "Goes from RUNNING to STOPPED at once",
                                EditedEvents.without(event -> event.to() == STOPPING))
                        .alsoBreaking("WRK-EVENT-001"),
                Sabotage.of(
                                "runs-again-without-starting",
                                "WRK-LIFE-003",
                                "Goes from BACKOFF to RUNNING without STARTING",
                                EditedEvents.without(
                                        event -> event.to() == STARTING && event.from() == BACKOFF))
                        .alsoBreaking("WRK-EVENT-001"),
                Sabotage.of(
                                "stopped-while-it-stops",
                                "WRK-LIFE-004",
                                "Reports a worker as STOPPED as soon as it is told to stop",
                                Deed.toSnapshot(
                                                snapshot ->
                                                        EnumSet.of(STOPPING, KILLING)
                                                                        .contains(snapshot.state())
                                                                ? Changed.state(snapshot, STOPPED)
                                                                : snapshot)
                                        .and(Deed.toWorker(HastyStop::new)))
                        .alsoBreaking("WRK-STOP-005"),
                Sabotage.of(
                        "keeps-the-pid-of-the-dead",
                        "WRK-LIFE-004",
                        "Shows the process of an incarnation that has ended",
                        Deed.toRuntime(OldPids::new)),
                Sabotage.of(
                        "shows-a-pid-that-is-not-the-workers",
                        "WRK-LIFE-004",
                        "Shows the master's process for the worker's",
                        Deed.toSnapshot(
                                snapshot ->
                                        snapshot.pid().isEmpty()
                                                ? snapshot
                                                : Changed.pid(
                                                        snapshot,
                                                        OptionalLong.of(
                                                                ProcessHandle.current().pid())))),
                Sabotage.of(
                                "tells-a-restart-as-of-a-stopped-worker",
                                "WRK-LIFE-017",
                                "Tells a restart as if the worker had been STOPPED in between",
                                Deed.toEvent(
                                        event ->
                                                event.to() == STARTING && event.from() == STOPPING
                                                        ? Changed.states(event, STOPPED, STARTING)
                                                        : event))
                        .alsoBreaking("WRK-LIFE-003"),
                Sabotage.of(
                                "shows-a-state-before-it-is-told",
                                "WRK-LIFE-017",
                                "Shows STOPPED before the worker has got there",
                                Deed.toSnapshot(
                                        snapshot ->
                                                snapshot.state() == STOPPING
                                                        ? Changed.state(snapshot, STOPPED)
                                                        : snapshot))
                        .alsoBreaking("WRK-LIFE-004", "WRK-LIFE-006"));
    }

    private static Deed toIncarnation(IntUnaryOperator change) {
        return Deed.toSnapshot(
                        snapshot ->
                                Changed.incarnation(
                                        snapshot, change.applyAsInt(snapshot.incarnation())))
                .and(
                        Deed.toEvent(
                                event ->
                                        Changed.incarnation(
                                                event, change.applyAsInt(event.incarnation()))));
    }

    private static WorkerId of(WorkerId id, int incarnation) {
        return incarnation < 2 ? id : new WorkerId(id + "-" + incarnation);
    }

    private static WorkerId named(String name) {
        return new WorkerId("w-" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-"));
    }

    /** Says that it has stopped when it has been told to. */
    private static final class HastyStop extends ForwardingWorker {

        HastyStop(Worker worker) {
            super(worker);
        }

        @Override
        public CompletableFuture<WorkerSnapshot> stop() {
            CompletableFuture<WorkerSnapshot> stop = super.stop();
            return stop.isDone() ? stop : CompletableFuture.completedFuture(snapshot());
        }
    }

    /** Remembers pids. */
    private static final class OldPids extends ForwardingRuntime {

        private final Map<WorkerId, OptionalLong> pids = new ConcurrentHashMap<>();

        OldPids(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        protected Worker wrapWorker(Worker worker) {
            return new ForwardingWorker(worker) {
                @Override
                public WorkerSnapshot snapshot() {
                    WorkerSnapshot snapshot = super.snapshot();
                    if (snapshot.pid().isPresent()) {
                        pids.put(snapshot.id(), snapshot.pid());
                    }
                    return Changed.pid(
                            snapshot, pids.getOrDefault(snapshot.id(), OptionalLong.empty()));
                }
            };
        }
    }
}
