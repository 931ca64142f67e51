package dev.workerkit.tck.sabotage;

import static dev.workerkit.WorkerState.BACKOFF;

import dev.workerkit.Escalation;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartIntensity.Counts;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Of what counts against which limit, and of what is beyond it. */
final class LimitSabotages {

    private LimitSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "completes-what-was-never-ready",
                        "WRK-LIMIT-001",
                        "Completes a worker that exits with 0 before it is ready, whatever the limit",
                        Policies.toStartLimit(
                                limit -> new StartLimit(limit.retries(), limit.delay(), false))),
                Sabotage.of(
                        "counts-restarts-alone",
                        "WRK-LIMIT-002",
                        "Leaves out failed starts and the first one where starts are counted",
                        Policies.toIntensity(limit -> counting(limit, Counts.RESTARTS))),
                Sabotage.of(
                        "forgets-the-first-start",
                        "WRK-LIMIT-002",
                        "Begins with the second where starts are counted",
                        Policies.toIntensity(
                                limit ->
                                        limit.counts() == Counts.STARTS
                                                ? allowing(limit.restarts() + 1, limit)
                                                : limit)),
                Sabotage.of(
                        "ends-for-ever-at-ten",
                        "WRK-LIMIT-003",
                        "Fails a worker at its tenth restart where no limit is set",
                        Policies.to(
                                policy -> policy.intensity().isUnlimited(),
                                policy ->
                                        policy.withIntensity(
                                                new RestartIntensity(10, Policies.LONG)))),
                Sabotage.of(
                        "counts-failed-starts-as-restarts",
                        "WRK-LIMIT-004",
                        "Counts a failed start against the restart intensity",
                        Policies.toIntensity(
                                limit ->
                                        limit.counts() == Counts.RESTARTS
                                                ? counting(
                                                        allowing(limit.restarts() + 1, limit),
                                                        Counts.STARTS)
                                                : limit)),
                Sabotage.of(
                        "counts-restarts-as-failed-starts",
                        "WRK-LIMIT-004",
                        "Counts a restart of what had been ready against the start limit",
                        Policies.to(LimitSabotages::underOneLimit)),
                Sabotage.of(
                        "goes-on-after-an-escalation",
                        "WRK-LIMIT-005",
                        "Does not shut down at the end of a worker that escalates",
                        Policies.to(policy -> policy.withEscalation(Escalation.NONE))),
                Sabotage.of(
                        "escalates-at-any-end",
                        "WRK-LIMIT-005",
                        "Shuts down when a worker completes that escalates on failure alone",
                        Policies.to(
                                policy -> policy.escalation() == Escalation.ON_FAILURE,
                                policy -> policy.withEscalation(Escalation.ON_END))),
                Sabotage.of(
                        "closes-without-a-reason",
                        "WRK-LIMIT-005",
                        "Does not say whose end has shut it down",
                        Deed.toRuntime(LimitSabotages::closedWithoutReason)),
                Sabotage.of(
                        "kills-the-others-when-it-escalates",
                        "WRK-LIMIT-005",
                        "Leaves the other workers no grace when one's end shuts it down",
                        Deed.toRuntime(LimitSabotages::killingAtAnEscalation)),
                Sabotage.of(
                        "starts-at-a-reset",
                        "WRK-LIMIT-006",
                        "Starts a worker whose failure is reset",
                        toReset(Worker::start)),
                Sabotage.of(
                        "does-not-reset-what-waits",
                        "WRK-LIMIT-006",
                        "Lets limits and delays be when a worker in BACKOFF is reset",
                        toReset(
                                worker -> {
                                    if (worker.state() != BACKOFF) {
                                        worker.resetFailed();
                                    }
                                })),
                Sabotage.of(
                        "leaves-failed-what-is-reset",
                        "WRK-LIMIT-006",
                        "Leaves a worker FAILED whose failure is reset",
                        toReset(worker -> {})),
                Sabotage.of(
                        "hides-the-next-start",
                        "WRK-LIMIT-007",
                        "Does not tell when a worker in BACKOFF will be started again",
                        Deed.toSnapshot(snapshot -> Changed.nextStart(snapshot, Optional.empty()))),
                Sabotage.of(
                        "tells-the-next-start-without-its-delay",
                        "WRK-LIMIT-007",
                        "Tells since when a worker waits instead of how long it will",
                        Deed.toSnapshot(
                                snapshot ->
                                        Changed.nextStart(
                                                snapshot,
                                                snapshot.nextStart()
                                                        .map(start -> snapshot.since())))),
                Sabotage.of(
                        "keeps-the-next-start",
                        "WRK-LIMIT-007",
                        "Tells a next start of a worker that was stopped",
                        Deed.toSnapshot(
                                snapshot ->
                                        snapshot.state().isTerminal()
                                                ? Changed.nextStart(
                                                        snapshot, Optional.of(snapshot.since()))
                                                : snapshot)));
    }

    private static RestartIntensity counting(RestartIntensity limit, Counts counts) {
        return new RestartIntensity(limit.restarts(), limit.window(), counts);
    }

    private static RestartIntensity allowing(int restarts, RestartIntensity limit) {
        return new RestartIntensity(restarts, limit.window(), limit.counts());
    }

    private static RestartPolicy underOneLimit(RestartPolicy policy) {
        RestartIntensity intensity = policy.intensity();
        int both = Math.min(policy.startLimit().retries(), intensity.restarts());
        return intensity.counts() == Counts.RESTARTS
                ? policy.withIntensity(allowing(both, intensity))
                : policy;
    }

    private static WorkerRuntime closedWithoutReason(WorkerRuntime runtime) {
        return new ForwardingRuntime(runtime) {
            @Override
            public CompletableFuture<String> closed() {
                return super.closed().thenApply(reason -> "closed");
            }
        };
    }

    private static WorkerRuntime killingAtAnEscalation(WorkerRuntime runtime) {
        runtime.onEvent(
                event ->
                        runtime.worker(event.name())
                                .filter(vital -> event.to().isTerminal())
                                .map(vital -> vital.spec().restart().escalation())
                                .filter(Escalation.ON_END::equals)
                                .ifPresent(end -> runtime.workers().forEach(Worker::kill)));
        return runtime;
    }

    private static Deed toReset(Consumer<Worker> instead) {
        return Deed.toWorker(
                worker ->
                        new ForwardingWorker(worker) {
                            @Override
                            public void resetFailed() {
                                instead.accept(delegate());
                            }
                        });
    }
}
