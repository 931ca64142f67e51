package dev.workerkit.tck.sabotage;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.PAUSED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;

import dev.workerkit.DuplicateNameException;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Of commands, of starts and of ends. */
final class LifeCommandSabotages {

    private static final Duration SOON = Duration.ofMillis(50);

    private LifeCommandSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "starts-the-completed-again",
                        "WRK-LIFE-005",
                        "Starts a worker again that has completed, once",
                        Deed.toRuntime(Revival::new)),
                Sabotage.of(
                        "refuses-to-start-the-failed",
                        "WRK-LIFE-005",
                        "Refuses to start a worker that has failed, until that is forgotten",
                        Deed.toWorker(NoSecondChance::new)),
                Sabotage.of(
                        "takes-a-start-of-the-running-for-done",
                        "WRK-LIFE-006",
                        "Says that a start has succeeded of a worker that runs already",
                        Deed.toWorker(
                                worker ->
                                        new ForwardingWorker(worker) {
                                            @Override
                                            public CompletableFuture<WorkerSnapshot> start() {
                                                return state() == RUNNING ? ready() : super.start();
                                            }
                                        })),
                Sabotage.of(
                        "removes-those-that-wait-in-backoff",
                        "WRK-LIFE-006",
                        "Takes a worker that waits to be started again for one that has ended",
                        Deed.toWorker(
                                worker ->
                                        new ForwardingWorker(worker) {
                                            @Override
                                            public void remove() {
                                                if (state() == BACKOFF) {
                                                    kill().join();
                                                }
                                                super.remove();
                                            }
                                        })),
                Sabotage.of(
                        "refuses-to-remove-and-kills",
                        "WRK-LIFE-006",
                        "Refuses to remove a running worker, and kills it nevertheless",
                        Deed.toWorker(
                                worker ->
                                        new ForwardingWorker(worker) {
                                            @Override
                                            public void remove() {
                                                if (state() == RUNNING) {
                                                    kill().join();
                                                    throw refusal(this, "remove", RUNNING);
                                                }
                                                super.remove();
                                            }
                                        })),
                Sabotage.of(
                        "restarts-when-a-stop-is-over",
                        "WRK-LIFE-006",
                        "Takes a restart of a worker that is being stopped for one after the stop",
                        Deed.toWorker(
                                worker ->
                                        new ForwardingWorker(worker) {
                                            @Override
                                            public CompletableFuture<WorkerSnapshot> restart() {
                                                return state() == STOPPING
                                                        ? ended().thenCompose(end -> start())
                                                        : super.restart();
                                            }
                                        })),
                Sabotage.of(
                        "takes-a-second-pause-for-done",
                        "WRK-LIFE-007",
                        "Says that a pause has succeeded of a worker that is paused already",
                        Deed.toWorker(worker -> new Tolerant(worker, PAUSED, RUNNING))),
                Sabotage.of(
                        "waits-with-a-pause-until-it-runs",
                        "WRK-LIFE-007",
                        "Keeps a pause of a starting worker in mind and does not refuse it",
                        Deed.toWorker(worker -> new Tolerant(worker, STARTING, STARTING))),
                Sabotage.of(
                        "takes-a-pause-of-the-ended-for-done",
                        "WRK-LIFE-007",
                        "Says that a pause has succeeded of a worker that was stopped",
                        Deed.toWorker(worker -> new Tolerant(worker, STOPPED, STOPPED))),
                Sabotage.of(
                        "goes-on-by-itself-after-a-pause",
                        "WRK-LIFE-008",
                        "Lets a paused worker go on soon without being told to",
                        Deed.toWorker(
                                worker ->
                                        new ForwardingWorker(worker) {
                                            @Override
                                            public CompletableFuture<WorkerSnapshot> pause() {
                                                CompletableFuture<WorkerSnapshot> paused =
                                                        super.pause();
                                                paused.thenRun(
                                                        () -> Background.after(SOON, this::goOn));
                                                return paused;
                                            }

                                            private void goOn() {
                                                if (state() == PAUSED) {
                                                    resume();
                                                }
                                            }
                                        })),
                Sabotage.of(
                        "paused-with-work-in-hand",
                        "WRK-LIFE-008",
                        "Says that a worker is paused while it still has a unit of work in hand",
                        Deed.toWorker(
                                worker ->
                                        new ForwardingWorker(worker) {
                                            @Override
                                            public CompletableFuture<WorkerSnapshot> pause() {
                                                super.pause();
                                                return CompletableFuture.completedFuture(
                                                        Changed.state(snapshot(), PAUSED));
                                            }
                                        })),
                Sabotage.of(
                        "starts-again-what-fails-at-its-stop",
                        "WRK-LIFE-010",
                        "Starts a worker again that exits with 1 when it is told to stop",
                        Deed.toWorker(
                                worker ->
                                        new ForwardingWorker(worker) {
                                            @Override
                                            public CompletableFuture<WorkerSnapshot> stop() {
                                                return super.stop().thenCompose(this::judged);
                                            }

                                            private CompletableFuture<WorkerSnapshot> judged(
                                                    WorkerSnapshot end) {
                                                return end.lastExit()
                                                                .equals(
                                                                        Optional.of(
                                                                                new WorkerExit.Code(
                                                                                        1)))
                                                        ? start()
                                                        : CompletableFuture.completedFuture(end);
                                            }
                                        })),
                Sabotage.of(
                        "forgets-a-stop-during-a-restart",
                        "WRK-LIFE-010",
                        "Takes a stop during a restart for that of the restart",
                        Deed.toWorker(
                                worker ->
                                        new ForwardingWorker(worker) {
                                            @Override
                                            public CompletableFuture<WorkerSnapshot> stop() {
                                                return state() == STOPPING ? ready() : super.stop();
                                            }
                                        })),
                Sabotage.of(
                        "starts-what-was-due-after-a-stop",
                        "WRK-LIFE-010",
                        "Forgets to cancel the next start when a worker in BACKOFF is stopped",
                        Deed.toWorker(
                                worker ->
                                        new ForwardingWorker(worker) {
                                            @Override
                                            public CompletableFuture<WorkerSnapshot> stop() {
                                                boolean due = state() == BACKOFF;
                                                CompletableFuture<WorkerSnapshot> stop =
                                                        super.stop();
                                                if (due) {
                                                    Background.after(SOON, this::start);
                                                }
                                                return stop;
                                            }
                                        })),
                Sabotage.of(
                        "lists-the-removed",
                        "WRK-LIFE-011",
                        "Lists workers that were removed",
                        Deed.toRuntime(Memory::new)),
                Sabotage.of(
                        "keeps-the-names-of-the-removed",
                        "WRK-LIFE-011",
                        "Never gives a name free that a worker had",
                        Deed.toRuntime(UsedNames::new)),
                Sabotage.of(
                        "finds-workers-by-their-names",
                        "WRK-LIFE-011",
                        "Gives the commands of an old handle to the worker that has its name now",
                        Deed.toRuntime(ByName::new)),
                Sabotage.of(
                        "ready-when-it-is-spawned",
                        "WRK-LIFE-013",
                        "Completes ready() as soon as there is a process",
                        toReady(worker -> CompletableFuture.completedFuture(worker.snapshot()))),
                Sabotage.of(
                        "ready-though-it-failed",
                        "WRK-LIFE-013",
                        "Completes ready() normally, whichever way the start ended",
                        toReady(
                                worker ->
                                        worker.ready().exceptionally(thrown -> worker.snapshot()))),
                Sabotage.of(
                        "never-ready-once-it-completed",
                        "WRK-LIFE-013",
                        "Waits for RUNNING in ready(), even of a worker that has completed",
                        toReady(
                                worker ->
                                        worker.state() == COMPLETED
                                                ? new CompletableFuture<>()
                                                : worker.ready())),
                Sabotage.of(
                        "gives-up-ready-at-the-first-death",
                        "WRK-LIFE-013",
                        "Completes ready() exceptionally when a worker waits to be tried again",
                        Deed.toRuntime(Impatient::new)),
                Sabotage.of(
                        "kills-at-a-restart",
                        "WRK-LIFE-018",
                        "Kills a worker that is to be restarted, and does not ask it to stop",
                        toRestart(
                                worker ->
                                        worker.state().isTerminal()
                                                ? worker.start()
                                                : worker.kill()
                                                        .thenCompose(end -> worker.start()))),
                Sabotage.of(
                        "restarts-without-an-end",
                        "WRK-LIFE-018",
                        "Says that a worker was restarted that it left as it was",
                        toRestart(Worker::ready)),
                Sabotage.of(
                        "restarts-only-what-lives",
                        "WRK-LIFE-018",
                        "Refuses to restart a worker that has ended",
                        Deed.toWorker(
                                worker ->
                                        new ForwardingWorker(worker) {
                                            @Override
                                            public CompletableFuture<WorkerSnapshot> restart() {
                                                if (state().isTerminal()) {
                                                    throw refusal(this, "restart", state());
                                                }
                                                return super.restart();
                                            }
                                        })));
    }

    /** Another way to wait until a worker is ready, or to restart it. */
    private interface Way {
        CompletableFuture<WorkerSnapshot> of(Worker worker);
    }

    private static Deed toReady(Way way) {
        return Deed.toWorker(
                worker ->
                        new ForwardingWorker(worker) {
                            @Override
                            public CompletableFuture<WorkerSnapshot> ready() {
                                return way.of(delegate());
                            }
                        });
    }

    private static Deed toRestart(Way way) {
        return Deed.toWorker(
                worker ->
                        new ForwardingWorker(worker) {
                            @Override
                            public CompletableFuture<WorkerSnapshot> restart() {
                                return way.of(delegate());
                            }
                        });
    }

    private static IllegalLifecycleException refusal(
            Worker worker, String command, WorkerState state) {
        return new IllegalLifecycleException(worker.name(), command, state, "wait");
    }

    /** Starts each worker once that has completed. */
    private static final class Revival extends ForwardingRuntime {

        private final Set<String> revived = ConcurrentHashMap.newKeySet();

        Revival(WorkerRuntime runtime) {
            super(runtime);
            runtime.onEvent(
                    event -> {
                        if (event.to() == COMPLETED && revived.add(event.worker().value())) {
                            runtime.worker(event.name()).ifPresent(Worker::start);
                        }
                    });
        }
    }

    /** Takes FAILED for final. */
    private static final class NoSecondChance extends ForwardingWorker {

        NoSecondChance(Worker worker) {
            super(worker);
        }

        @Override
        public CompletableFuture<WorkerSnapshot> start() {
            if (state() == FAILED) {
                throw refusal(this, "start", FAILED);
            }
            return super.start();
        }
    }

    /** Finds nothing wrong with pausing in one state, nor with resuming in another. */
    private static final class Tolerant extends ForwardingWorker {

        private final WorkerState pausable;
        private final WorkerState resumable;

        Tolerant(Worker worker, WorkerState pausable, WorkerState resumable) {
            super(worker);
            this.pausable = pausable;
            this.resumable = resumable;
        }

        @Override
        public CompletableFuture<WorkerSnapshot> pause() {
            return state() == pausable
                    ? CompletableFuture.completedFuture(snapshot())
                    : super.pause();
        }

        @Override
        public CompletableFuture<WorkerSnapshot> resume() {
            return state() == resumable
                    ? CompletableFuture.completedFuture(snapshot())
                    : super.resume();
        }
    }

    /** Forgets no worker. */
    private static final class Memory extends ForwardingRuntime {

        private final List<Worker> started = new CopyOnWriteArrayList<>();

        Memory(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public Worker start(WorkerSpec spec) {
            Worker worker = super.start(spec);
            started.add(worker);
            return worker;
        }

        @Override
        public List<Worker> workers() {
            List<Worker> all = new ArrayList<>(started);
            super.workers().stream().filter(each -> !all.contains(each)).forEach(all::add);
            return all;
        }
    }

    /** Remembers the names. */
    private static final class UsedNames extends ForwardingRuntime {

        private final Set<String> used = ConcurrentHashMap.newKeySet();

        UsedNames(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public Worker start(WorkerSpec spec) {
            if (spec.name().filter(used::contains).isPresent()) {
                throw new DuplicateNameException(spec.name().orElseThrow(), STOPPED);
            }
            Worker worker = super.start(spec);
            used.add(worker.name());
            return worker;
        }
    }

    /** Has handles that know no more than a name. */
    private static final class ByName extends ForwardingRuntime {

        ByName(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        protected Worker wrapWorker(Worker worker) {
            return new ForwardingWorker(worker) {
                @Override
                public CompletableFuture<WorkerSnapshot> stop() {
                    return ByName.this
                            .delegate()
                            .worker(name())
                            .map(Worker::stop)
                            .orElseGet(super::stop);
                }

                @Override
                public CompletableFuture<WorkerSnapshot> kill() {
                    return ByName.this
                            .delegate()
                            .worker(name())
                            .map(Worker::kill)
                            .orElseGet(super::kill);
                }
            };
        }
    }

    /** Takes the first death for the last. */
    private static final class Impatient extends ForwardingRuntime {

        Impatient(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        protected Worker wrapWorker(Worker worker) {
            CompletableFuture<WorkerSnapshot> given = new CompletableFuture<>();
            delegate()
                    .onEvent(
                            event -> {
                                if (event.worker().equals(worker.id()) && event.to() == BACKOFF) {
                                    given.completeExceptionally(refusal(worker, "ready", BACKOFF));
                                }
                            });
            return new ForwardingWorker(worker) {
                @Override
                public CompletableFuture<WorkerSnapshot> ready() {
                    super.ready()
                            .whenComplete(
                                    (snapshot, thrown) -> {
                                        if (thrown == null) {
                                            given.complete(snapshot);
                                        } else {
                                            given.completeExceptionally(thrown);
                                        }
                                    });
                    return given;
                }
            };
        }
    }
}
