package dev.workerkit.engine;

import dev.workerkit.Channel;
import dev.workerkit.ExecSpec;
import dev.workerkit.Execution;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerDeath;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerLog;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerStatus;
import dev.workerkit.engine.Goals.Goal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The handle that users hold. */
final class SupervisedWorker implements Worker {

    private final Supervised worker;
    private final Supervisor supervisor;
    private final StartGate gate;
    private final Optional<String> removalAdvice;
    private final Runnable onRemoved;

    /**
     * The handle of a worker.
     *
     * @param gate is asked before the worker is told to start
     * @param removalAdvice what users are to do instead of removing it, if it has an owner
     */
    SupervisedWorker(
            Supervised worker,
            Supervisor supervisor,
            StartGate gate,
            Optional<String> removalAdvice,
            Runnable onRemoved) {
        this.worker = worker;
        this.supervisor = supervisor;
        this.gate = gate;
        this.removalAdvice = removalAdvice;
        this.onRemoved = onRemoved;
    }

    Supervised supervised() {
        return worker;
    }

    /** It was removed: its name is free. */
    void forget() {
        onRemoved.run();
    }

    @Override
    public WorkerId id() {
        return worker.id;
    }

    @Override
    public String name() {
        return worker.name;
    }

    @Override
    public WorkerSpec spec() {
        return worker.spec;
    }

    @Override
    public WorkerSnapshot snapshot() {
        return worker.snapshot();
    }

    @Override
    public CompletableFuture<WorkerSnapshot> ready() {
        return supervisor.call(engine -> await(Goal.READY));
    }

    @Override
    public CompletableFuture<WorkerSnapshot> ended() {
        return supervisor.call(engine -> await(Goal.ENDED));
    }

    @Override
    public CompletableFuture<WorkerSnapshot> start() {
        gate.require(List.of(worker.name));
        return command(Trigger.START, Goal.READY);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> stop() {
        return command(Trigger.STOP, Goal.ENDED);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> kill() {
        return command(Trigger.KILL, Goal.ENDED);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> restart() {
        gate.require(List.of(worker.name));
        return command(Trigger.RESTART, Goal.READY);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> pause() {
        return command(Trigger.PAUSE, Goal.PAUSED);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> resume() {
        return command(Trigger.RESUME, Goal.RESUMED);
    }

    /** The goal is set in the same turn as the command, so that nothing comes in between. */
    private CompletableFuture<WorkerSnapshot> command(Trigger command, Goal goal) {
        return supervisor.call(
                engine -> {
                    engine.command(worker, command);
                    return await(goal);
                });
    }

    private CompletableFuture<WorkerSnapshot> await(Goal goal) {
        return worker.goals.await(goal, worker.snapshot());
    }

    @Override
    public void resetFailed() {
        supervisor.call(
                engine -> {
                    engine.command(worker, Trigger.RESET_FAILED);
                    return null;
                });
    }

    @Override
    public List<WorkerDeath> deaths() {
        return worker.deaths();
    }

    @Override
    public void remove() {
        if (removalAdvice.isPresent() && !worker.isRemoved()) {
            throw new IllegalLifecycleException(
                    worker.name, Trigger.REMOVE.word(), state(), removalAdvice.get());
        }
        removeForOwner();
    }

    /** The same by who may, even if it has an owner. */
    void removeForOwner() {
        supervisor.call(
                engine -> {
                    engine.command(worker, Trigger.REMOVE);
                    forget();
                    return null;
                });
    }

    @Override
    public CompletableFuture<WorkerStatus> query() {
        return worker.workplace.query();
    }

    @Override
    public CompletableFuture<@Nullable Object> command(String command, @Nullable Object argument) {
        return worker.workplace.command(command, argument);
    }

    @Override
    public Channel channel() {
        return worker.workplace.channel();
    }

    @Override
    public Execution exec(ExecSpec command) {
        if (!state().isLive()) {
            throw new IllegalLifecycleException(
                    worker.name, "run a command inside", state(), "start it first");
        }
        return worker.workplace.exec(command);
    }

    @Override
    public WorkerLog log() {
        return worker.workplace.log();
    }

    @Override
    public String toString() {
        return worker.name + " (" + worker.id + ") " + worker.snapshot().state();
    }
}
