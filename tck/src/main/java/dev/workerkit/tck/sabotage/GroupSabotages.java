package dev.workerkit.tck.sabotage;

import dev.workerkit.GroupSpec;
import dev.workerkit.Worker;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.forwarding.ForwardingGroup;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Of workers that are handled as one. */
final class GroupSabotages {

    private GroupSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "starts-a-group-as-it-is-written",
                        "WRK-READY-007",
                        "Takes the workers of a group in their order, not in that of priorities",
                        Deed.toSpec(spec -> spec.withPriority(WorkerSpec.DEFAULT_PRIORITY))),
                Sabotage.of(
                        "calls-a-group-ready-that-starts",
                        "WRK-READY-007",
                        "Lies about the readiness of a group whose workers are starting",
                        Deed.toGroup(GroupSabotages::readyTooEarly)),
                Sabotage.of(
                        "stops-a-group-in-the-order-of-its-start",
                        "WRK-READY-007",
                        "Stops the workers of a group in the order in which it starts them",
                        Deed.toGroup(GroupSabotages::stoppedInOrder)),
                Sabotage.of(
                        "restarts-members-by-themselves",
                        "WRK-READY-007",
                        "Restarts each worker of a group, and doesn't stop all before",
                        Deed.toGroup(GroupSabotages::restartedSideBySide)),
                Sabotage.of(
                        "starts-again-what-runs",
                        "WRK-READY-007",
                        "Restarts the workers of a group that run when the others are started",
                        Deed.toGroup(GroupSabotages::restartedByAStart)),
                Sabotage.of(
                        "starts-half-a-group",
                        "WRK-READY-007",
                        "Starts the workers of a group one by one until one is refused",
                        Deed.toRuntime(GroupSabotages::leavingHalfAGroup)),
                Sabotage.of(
                        "answers-for-a-group-that-is-gone",
                        "WRK-READY-011",
                        "Takes commands for a group that was removed, and does nothing",
                        Deed.toGroup(GroupSabotages::outlivingItsRemoval)));
    }

    private static WorkerGroup readyTooEarly(WorkerGroup group) {
        return new ForwardingGroup(group) {
            @Override
            public CompletableFuture<List<WorkerSnapshot>> ready() {
                return CompletableFuture.completedFuture(snapshots());
            }
        };
    }

    private static WorkerGroup stoppedInOrder(WorkerGroup group) {
        return new ForwardingGroup(group) {
            @Override
            public CompletableFuture<List<WorkerSnapshot>> stop() {
                CompletableFuture<?> stops = CompletableFuture.completedFuture(null);
                for (Worker worker : workers()) {
                    stops = stops.thenCompose(before -> worker.stop());
                }
                return stops.thenApply(all -> snapshots());
            }
        };
    }

    private static WorkerGroup restartedSideBySide(WorkerGroup group) {
        return new ForwardingGroup(group) {
            @Override
            public CompletableFuture<List<WorkerSnapshot>> restart() {
                return all(Worker::restart).thenCompose(restarted -> ready());
            }

            private CompletableFuture<Void> all(Function<Worker, CompletableFuture<?>> action) {
                return CompletableFuture.allOf(
                        workers().stream().map(action).toArray(CompletableFuture[]::new));
            }
        };
    }

    private static WorkerGroup restartedByAStart(WorkerGroup group) {
        return new ForwardingGroup(group) {
            @Override
            public CompletableFuture<List<WorkerSnapshot>> start() {
                return restart();
            }
        };
    }

    private static WorkerRuntime leavingHalfAGroup(WorkerRuntime runtime) {
        return new ForwardingRuntime(runtime) {
            @Override
            public WorkerGroup startGroup(GroupSpec spec) {
                try {
                    return super.startGroup(spec);
                } catch (WorkerException e) {
                    start(spec.startOrder().get(0));
                    throw e;
                }
            }
        };
    }

    private static WorkerGroup outlivingItsRemoval(WorkerGroup group) {
        return new ForwardingGroup(group) {
            @Override
            public CompletableFuture<List<WorkerSnapshot>> stop() {
                return workers().isEmpty()
                        ? CompletableFuture.completedFuture(List.of())
                        : super.stop();
            }
        };
    }
}
