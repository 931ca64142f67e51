package dev.workerkit.tck.sabotage;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.PAUSED;
import static dev.workerkit.WorkerState.RUNNING;

import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import dev.workerkit.tck.sabotage.StrayingRuntime.End;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Of pausing and resuming. */
final class PauseSabotages {

    private PauseSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "pauses-in-name-only",
                        "WRK-PAUSE-001",
                        "Calls a command PAUSED that works on",
                        Deed.toWorker(InNameOnly::new)),
                Sabotage.of(
                        "does-not-pause-a-child",
                        "WRK-PAUSE-001",
                        "Lets a child work on of the command that it pauses",
                        StrayingRuntime.findingThemAt(EnumSet.allOf(End.class))),
                Sabotage.of(
                        "does-not-wake-what-it-resumes",
                        "WRK-PAUSE-001",
                        "Calls a command RUNNING that is still paused",
                        Deed.toWorker(NeverWoken::new)),
                Sabotage.of(
                        "kills-what-is-paused-to-stop-it",
                        "WRK-PAUSE-002",
                        "Does not wake a paused worker to stop it, but kills it",
                        Deed.toWorker(PauseSabotages::killedWhilePaused)),
                Sabotage.of(
                        "comes-back-running",
                        "WRK-PAUSE-003",
                        "Forgets over a crash that a worker is to be paused",
                        Deed.toRuntime(ForgetfulRuntime::new)),
                Sabotage.of(
                        "says-nothing-to-a-pause-in-backoff",
                        "WRK-PAUSE-004",
                        "Takes the pause of a worker in BACKOFF, and does nothing",
                        Deed.toWorker(PauseSabotages::silentInBackoff)),
                Sabotage.of(
                        "says-nothing-to-a-resume-of-what-runs",
                        "WRK-PAUSE-004",
                        "Takes the resume of a worker that runs, and does nothing",
                        Deed.toWorker(PauseSabotages::silentWhileRunning)),
                Sabotage.of(
                        "takes-a-pause-for-granted",
                        "WRK-PAUSE-005",
                        "Calls a command PAUSED that was told so and has not acknowledged it",
                        Deed.toWorker(Credulous::new)));
    }

    /** A worker that shows another state at times. */
    private abstract static class Pretending extends ForwardingWorker {

        Pretending(Worker worker) {
            super(worker);
        }

        abstract WorkerState shown(WorkerState state);

        @Override
        public WorkerSnapshot snapshot() {
            WorkerSnapshot snapshot = super.snapshot();
            return Changed.state(snapshot, shown(snapshot.state()));
        }

        @Override
        public WorkerState state() {
            return snapshot().state();
        }

        CompletableFuture<WorkerSnapshot> done() {
            return CompletableFuture.completedFuture(snapshot());
        }
    }

    private static final class InNameOnly extends Pretending {

        private volatile boolean paused;

        InNameOnly(Worker worker) {
            super(worker);
        }

        @Override
        public CompletableFuture<WorkerSnapshot> pause() {
            paused = true;
            return done();
        }

        @Override
        public CompletableFuture<WorkerSnapshot> resume() {
            paused = false;
            return done();
        }

        @Override
        WorkerState shown(WorkerState state) {
            return paused && state == RUNNING ? PAUSED : state;
        }
    }

    private static final class NeverWoken extends Pretending {

        private volatile boolean resumed;

        NeverWoken(Worker worker) {
            super(worker);
        }

        @Override
        public CompletableFuture<WorkerSnapshot> resume() {
            resumed = true;
            return done();
        }

        @Override
        WorkerState shown(WorkerState state) {
            return resumed && state == PAUSED ? RUNNING : state;
        }
    }

    private static final class Credulous extends Pretending {

        private volatile boolean told;

        Credulous(Worker worker) {
            super(worker);
        }

        @Override
        public CompletableFuture<WorkerSnapshot> pause() {
            told = true;
            return super.pause();
        }

        @Override
        public CompletableFuture<WorkerSnapshot> resume() {
            told = false;
            return super.resume();
        }

        @Override
        WorkerState shown(WorkerState state) {
            return told && state == RUNNING ? PAUSED : state;
        }
    }

    private static Worker killedWhilePaused(Worker worker) {
        return new ForwardingWorker(worker) {
            @Override
            public CompletableFuture<WorkerSnapshot> stop() {
                return state() == PAUSED ? kill() : super.stop();
            }
        };
    }

    private static Worker silentInBackoff(Worker worker) {
        return new ForwardingWorker(worker) {
            @Override
            public CompletableFuture<WorkerSnapshot> pause() {
                return state() == BACKOFF
                        ? CompletableFuture.completedFuture(snapshot())
                        : super.pause();
            }
        };
    }

    private static Worker silentWhileRunning(Worker worker) {
        return new ForwardingWorker(worker) {
            @Override
            public CompletableFuture<WorkerSnapshot> resume() {
                return state() == RUNNING
                        ? CompletableFuture.completedFuture(snapshot())
                        : super.resume();
            }
        };
    }

    /** Resumes what comes back paused, and tells nobody. */
    private static final class ForgetfulRuntime extends ForwardingRuntime {

        ForgetfulRuntime(WorkerRuntime runtime) {
            super(runtime);
            runtime.onEvent(
                    event -> {
                        if (comesBackPaused(event)) {
                            runtime.worker(event.name()).ifPresent(Worker::resume);
                        }
                    });
        }

        private static boolean comesBackPaused(WorkerEvent event) {
            return event.to() == PAUSED && event.incarnation() > 1;
        }

        @Override
        protected Consumer<WorkerEvent> wrapListener(Consumer<WorkerEvent> listener) {
            return event -> {
                if (!comesBackPaused(event)) {
                    listener.accept(event);
                }
            };
        }
    }
}
