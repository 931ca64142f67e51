package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Capability;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.Readiness;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A worker beside its model: each step is taken by both and compared. */
final class Rehearsal implements AutoCloseable {

    /** Short, for while a failure is made smaller it is waited for again and again. */
    private static final Duration USUAL = Duration.ofSeconds(3);

    private final Stage stage;
    private final Puppet puppet;
    private final Worker worker;
    private final Set<Long> pids = new HashSet<>();
    private LifecycleModel model;

    private Rehearsal(Stage stage, Puppet puppet, WorkerSpec spec, LifecycleModel model) {
        this.stage = stage;
        this.puppet = puppet;
        this.worker = stage.start(spec);
        this.model = model;
        settle();
    }

    /** With a worker that is running as soon as it is spawned. */
    static Rehearsal ofRunning(Stage stage, Puppet puppet) {
        WorkerSpec spec =
                puppet.spec()
                        .withRestart(
                                RestartPolicy.byExitCode()
                                        .withIntensity(
                                                new RestartIntensity(
                                                        LifecycleModel.LIMIT, Workers.LONG)));
        return new Rehearsal(stage, puppet, spec, LifecycleModel.started(true));
    }

    /** With a worker that never gets ready. */
    static Rehearsal ofStarting(Stage stage, Puppet puppet) {
        WorkerSpec spec =
                puppet.spec()
                        .withReadiness(Readiness.told(Workers.LONG))
                        .withRestart(
                                RestartPolicy.byExitCode()
                                        .withStartLimit(
                                                new StartLimit(
                                                        LifecycleModel.LIMIT, Workers.LONG)));
        return new Rehearsal(stage, puppet, spec, LifecycleModel.started(false));
    }

    LifecycleModel model() {
        return model;
    }

    /** Gives a command, which is carried out or refused as the model says. */
    void give(Command command) {
        if (!model.allows(command)) {
            WorkerSnapshot before = worker.snapshot();
            assertThatThrownBy(() -> command.give(worker))
                    .as("%s of a worker that is %s", command, before.state())
                    .isInstanceOf(IllegalLifecycleException.class);
            assertThat(worker.snapshot()).as("the worker after a refusal").isEqualTo(before);
            return;
        }
        try {
            CompletableFuture<WorkerSnapshot> goal = command.give(worker);
            if (model.after(command).state() != WorkerState.STARTING) {
                Stage.session().await(command + " is done", USUAL, goal);
            }
            model = model.after(command);
        } catch (UnsupportedException e) {
            // Not every worker can be paused.
            assertThat(command).as("what is unsupported").isEqualTo(Command.PAUSE);
        }
        settle();
    }

    /** Makes the worker exit by itself. */
    void exit(int code) {
        puppet.exit(worker, code);
        model = model.afterExit(code);
        settle();
    }

    /** Kills the worker's main process behind the runtime's back. */
    void killFromOutside() {
        Processes.handle(worker.snapshot().pid()).destroyForcibly();
        model = model.afterExit(LifecycleModel.KILLED);
        settle();
    }

    private void settle() {
        WorkerSnapshot now =
                Stage.session()
                        .await(
                                "the worker is %s, incarnation %d"
                                        .formatted(model.state(), model.incarnation()),
                                USUAL,
                                worker::snapshot,
                                this::isAsModelled);
        assertThat(now.id()).isEqualTo(worker.id());
        assertThat(stage.runtime().worker(worker.name()).isPresent()).isEqualTo(!model.removed());
        if (pidsAreTold()) {
            assertOneProcessAtMost(now);
        }
    }

    private boolean isAsModelled(WorkerSnapshot snapshot) {
        return snapshot.state() == model.state()
                && snapshot.incarnation() == model.incarnation()
                // In STARTING, a process may be on its way.
                && (snapshot.pid().isPresent() || !pidsAreTold() || !snapshot.state().isLive());
    }

    private static boolean pidsAreTold() {
        return Stage.can(Capability.HOST_PROCESSES);
    }

    private void assertOneProcessAtMost(WorkerSnapshot now) {
        assertThat(now.pid().isPresent()).as("pid of %s", now).isEqualTo(now.state().isLive());
        now.pid().ifPresent(pids::add);
        assertThat(pids)
                .as("processes of all incarnations that live, of %s", now)
                .filteredOn(Processes::isAlive)
                .hasSize(now.state().isLive() ? 1 : 0);
    }

    /** The events tell what happened, all of it and nothing else. */
    void assertHistory() {
        List<WorkerEvent> events =
                Stage.session()
                        .await(
                                "all events are told",
                                USUAL,
                                () -> stage.history().of(worker),
                                told -> told.size() >= model.path().size());
        assertThat(events).extracting(WorkerEvent::to).isEqualTo(model.path());
        LifecycleTable.assertFollowedBy(events);
        LifecycleTable.assertIncarnationsCounted(events);
        LifecycleTable.assertGapless(stage.history().all());
    }

    /** For the report of a failure. */
    @Override
    public String toString() {
        return model.path().toString() + (model.removed() ? ", removed" : "");
    }

    @Override
    public void close() {
        puppet.close();
        if (!model.removed()) {
            Stage.await("the kill", worker.kill());
            worker.remove();
        }
    }
}
