package dev.workerkit.tck.sabotage;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.FAILED;

import dev.workerkit.Backoff;
import dev.workerkit.ExitSet;
import dev.workerkit.Launch;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Of what becomes of a worker by its exit, and of what is told of that. */
final class ExitSabotages {

    private ExitSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "restarts-after-exit-0",
                        "WRK-EXIT-001",
                        "Starts a worker again that has done its work and exited with 0",
                        Policies.to(
                                Policies::isUsual,
                                policy -> policy.withForce(policy.force().andCodes(0)))),
                Sabotage.of(
                        "gives-up-after-exit-1",
                        "WRK-EXIT-002",
                        "Takes exit code 1 for a failure that a restart won't help",
                        Policies.to(
                                Policies::isUsual,
                                policy -> policy.withPrevent(policy.prevent().andCodes(1)))),
                Sabotage.of(
                        "restarts-after-exit-2",
                        "WRK-EXIT-003",
                        "Starts a worker again after exit code 2 as after any other",
                        Policies.to(
                                Policies::isUsual, policy -> policy.withPrevent(ExitSet.none()))),
                Sabotage.of(
                        "gives-up-after-exits-126-and-127",
                        "WRK-EXIT-004",
                        "Takes the exit code of a shell that finds no command for final",
                        Policies.to(
                                Policies::isUsual,
                                policy -> policy.withPrevent(policy.prevent().andCodes(126, 127)))),
                Sabotage.of(
                        "gives-up-after-sigkill",
                        "WRK-EXIT-004",
                        "Does not start a worker again that was killed by SIGKILL",
                        Policies.to(
                                Policies::isUsual,
                                policy ->
                                        policy.withPrevent(
                                                policy.prevent()
                                                        .andCodes(137)
                                                        .andSignals("KILL")))),
                Sabotage.of(
                        "always-but-not-after-exit-0",
                        "WRK-EXIT-005",
                        "Under ALWAYS does not start a worker again that exited with 0",
                        prevents(RestartPolicy.always(), 0)),
                Sabotage.of(
                        "always-but-not-after-exit-2",
                        "WRK-EXIT-005",
                        "Under ALWAYS, too, takes exit code 2 for final",
                        prevents(RestartPolicy.always(), 2)),
                Sabotage.of(
                        "restarts-one-off-work-that-failed",
                        "WRK-EXIT-006",
                        "Under NEVER starts a worker again after exit code 1",
                        Policies.to(
                                policy -> Policies.hasCausesOf(RestartPolicy.never(), policy),
                                policy -> policy.withForce(policy.force().andCodes(1)))),
                Sabotage.of(
                        "completes-one-off-work-that-failed",
                        "WRK-EXIT-006",
                        "Under NEVER completes a worker, whatever its exit",
                        Policies.to(
                                policy -> Policies.hasCausesOf(RestartPolicy.never(), policy),
                                policy ->
                                        policy.withSuccess(
                                                ExitSet.codes(IntStream.range(0, 256).toArray())))),
                Sabotage.of(
                        "one-retry-too-many",
                        "WRK-EXIT-007",
                        "Tries a start once more than the start limit says",
                        Policies.toStartLimit(ExitSabotages::withOneMore)),
                Sabotage.of(
                        "retries-without-growing-delays",
                        "WRK-EXIT-007",
                        "Waits before each retry of a start as long as before the first",
                        Policies.toStartLimit(
                                limit -> limit.withDelay(Backoff.constant(limit.delay().first())))),
                Sabotage.of(
                        "one-restart-too-many",
                        "WRK-EXIT-008",
                        "Starts a worker again once more than its restart intensity allows",
                        Policies.toIntensity(
                                limit ->
                                        new RestartIntensity(
                                                limit.restarts() + 1,
                                                limit.window(),
                                                limit.counts()))),
                Sabotage.of(
                        "never-forgets-a-restart",
                        "WRK-EXIT-008",
                        "Counts restarts that have left the window of the restart intensity",
                        Policies.toIntensity(
                                limit ->
                                        new RestartIntensity(
                                                limit.restarts(), Policies.LONG, limit.counts()))),
                Sabotage.of(
                        "reads-exit-codes-as-signed-bytes",
                        "WRK-EXIT-009",
                        "Tells -1 for the exit code 255",
                        Deed.toExit(
                                exit ->
                                        exit instanceof WorkerExit.Code code && code.code() > 127
                                                ? new WorkerExit.Code(code.code() - 256)
                                                : exit)),
                Sabotage.of(
                        "tells-signals-as-exit-codes",
                        "WRK-EXIT-010",
                        "Tells the death by a signal as the exit code that a shell makes of it",
                        Deed.toExit(
                                exit ->
                                        exit instanceof WorkerExit.Signal signal
                                                ? new WorkerExit.Code(128 + signal.number())
                                                : exit)),
                Sabotage.of(
                        "tells-exit-codes-as-signals",
                        "WRK-EXIT-010",
                        "Tells an exit code above 128 as the death by a signal",
                        Deed.toExit(
                                exit ->
                                        exit instanceof WorkerExit.Code code
                                                        && code.code() > 128
                                                        && code.code() < 160
                                                ? new WorkerExit.Signal(code.code() - 128)
                                                : exit)),
                Sabotage.of(
                        "tells-143-of-a-stopped-java-worker",
                        "WRK-EXIT-011",
                        "Tells the exit code of a JVM that SIGTERM ended, not that of its worker",
                        Deed.toWorker(ExitSabotages::endedBySigterm)),
                Sabotage.of(
                        "tells-1-for-any-failure",
                        "WRK-EXIT-011",
                        "Tells exit code 1 for whatever code a worker asks for",
                        Deed.toExit(
                                exit ->
                                        exit instanceof WorkerExit.Code code && code.code() > 2
                                                ? new WorkerExit.Code(1)
                                                : exit)),
                Sabotage.of(
                        "keeps-the-count-after-an-explicit-start",
                        "WRK-EXIT-012",
                        "Fails a worker that was started by hand at its first death",
                        Deed.toRuntime(UnresetLimits::new)),
                Sabotage.of(
                        "tells-out-of-memory-as-exit-3",
                        "WRK-EXIT-013",
                        "Tells a heap that ran full as the exit code of the JVM",
                        Deed.toExit(
                                exit ->
                                        exit instanceof WorkerExit.OutOfMemory
                                                ? new WorkerExit.Code(3)
                                                : exit)),
                Sabotage.of(
                        "takes-exit-3-for-out-of-memory",
                        "WRK-EXIT-013",
                        "Takes the exit code 3 that a worker chose for a heap that ran full",
                        Deed.toExit(
                                exit ->
                                        exit.equals(new WorkerExit.Code(3))
                                                ? new WorkerExit.OutOfMemory()
                                                : exit)));
    }

    private static Deed prevents(RestartPolicy known, int code) {
        return Policies.to(
                policy -> Policies.hasCausesOf(known, policy),
                policy -> policy.withPrevent(policy.prevent().andCodes(code)));
    }

    private static StartLimit withOneMore(StartLimit limit) {
        return limit.retries() == Integer.MAX_VALUE
                ? limit
                : new StartLimit(limit.retries() + 1, limit.delay(), limit.anyExit());
    }

    private static Worker endedBySigterm(Worker worker) {
        return new ForwardingWorker(worker) {
            @Override
            public CompletableFuture<WorkerSnapshot> stop() {
                return super.stop().thenApply(this::bySigterm);
            }

            private WorkerSnapshot bySigterm(WorkerSnapshot end) {
                return spec().launch() instanceof Launch.JavaWorker
                        ? Changed.lastExit(end, Optional.of(new WorkerExit.Code(143)))
                        : end;
            }
        };
    }

    /** After an explicit start the first death is the last; what follows is hushed up. */
    private static final class UnresetLimits extends ForwardingRuntime {

        private final Set<WorkerId> startedByHand = ConcurrentHashMap.newKeySet();

        UnresetLimits(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        protected Worker wrapWorker(Worker worker) {
            return new ForwardingWorker(worker) {
                @Override
                public CompletableFuture<WorkerSnapshot> start() {
                    startedByHand.add(id());
                    return super.start();
                }
            };
        }

        @Override
        protected Consumer<WorkerEvent> wrapListener(Consumer<WorkerEvent> listener) {
            Set<WorkerId> failed = ConcurrentHashMap.newKeySet();
            return event -> {
                boolean last = event.to() == BACKOFF && startedByHand.contains(event.worker());
                if (!failed.contains(event.worker())) {
                    listener.accept(last ? Changed.states(event, event.from(), FAILED) : event);
                }
                if (last) {
                    failed.add(event.worker());
                }
            };
        }
    }
}
