package dev.workerkit.tck.threads;

import dev.workerkit.Channel;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerDeath;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerLog;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.WorkerStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The handle of a worker that is a thread. */
final class ThreadWorker implements Worker {

    private final ThreadRuntime runtime;
    private final Supervisor supervisor;
    private final WorkerId id;
    private final String name;
    private final WorkerSpec spec;
    private final Lifecycle lifecycle;
    private final Goals goals;
    private boolean removed;

    ThreadWorker(
            ThreadRuntime runtime,
            Supervisor supervisor,
            WorkerId id,
            String name,
            WorkerSpec spec) {
        this.runtime = runtime;
        this.supervisor = supervisor;
        this.id = id;
        this.name = name;
        this.spec = spec.withName(name);
        this.lifecycle = new Lifecycle(this, supervisor);
        this.goals = new Goals(this::snapshot, supervisor.answers());
    }

    /** To be used with the supervisor's lock held, as are the others that are not public. */
    Lifecycle lifecycle() {
        return lifecycle;
    }

    Goals goals() {
        return goals;
    }

    boolean hasEnded() {
        return lifecycle.standing().state().isTerminal() && !lifecycle.isWaiting();
    }

    @Override
    public WorkerId id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public WorkerSpec spec() {
        return spec;
    }

    @Override
    public WorkerSnapshot snapshot() {
        return supervisor.call(
                () ->
                        new WorkerSnapshot(
                                id,
                                name,
                                lifecycle.standing().state(),
                                lifecycle.standing().desired(),
                                lifecycle.standing().incarnation(),
                                OptionalLong.empty(),
                                lifecycle.standing().since(),
                                lifecycle.standing().lastExit(),
                                lifecycle.standing().nextStart(),
                                lifecycle.waitsFor(),
                                Optional.empty(),
                                Optional.empty()));
    }

    @Override
    public CompletableFuture<WorkerSnapshot> ready() {
        return supervisor.call(goals::ready);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> ended() {
        return supervisor.call(goals::ended);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> start() {
        return commanded(
                "start",
                () -> {
                    require(
                            "start",
                            !lifecycle.standing().state().isLive()
                                    && lifecycle.standing().state() != WorkerState.NEW);
                    runtime.requireOpen();
                    lifecycle.start("start asked");
                    return goals.ready();
                });
    }

    @Override
    public CompletableFuture<WorkerSnapshot> stop() {
        return commanded(
                "stop",
                () -> {
                    lifecycle.stop();
                    return goals.ended();
                });
    }

    @Override
    public CompletableFuture<WorkerSnapshot> kill() {
        return commanded(
                "kill",
                () -> {
                    lifecycle.kill();
                    return goals.ended();
                });
    }

    @Override
    public CompletableFuture<WorkerSnapshot> restart() {
        return commanded(
                "restart",
                () -> {
                    WorkerState state = lifecycle.standing().state();
                    require(
                            "restart",
                            state != WorkerState.STOPPING && state != WorkerState.KILLING);
                    runtime.requireOpen();
                    if (state.isLive()) {
                        lifecycle.restart();
                    } else {
                        lifecycle.start("restart asked");
                    }
                    return goals.ready();
                });
    }

    @Override
    public CompletableFuture<WorkerSnapshot> pause() {
        throw unsupported("pause", WorkerState.RUNNING);
    }

    @Override
    public CompletableFuture<WorkerSnapshot> resume() {
        throw unsupported("resume", WorkerState.PAUSED);
    }

    private UnsupportedException unsupported(String command, WorkerState state) {
        return commanded(
                command,
                () -> {
                    require(command, lifecycle.standing().state() == state);
                    return new UnsupportedException("Threads can't be paused");
                });
    }

    @Override
    public void resetFailed() {
        commanded(
                "reset",
                () -> {
                    lifecycle.resetFailed();
                    return lifecycle;
                });
    }

    @Override
    public List<WorkerDeath> deaths() {
        return supervisor.call(lifecycle.past()::deaths);
    }

    @Override
    public void remove() {
        commanded(
                "remove",
                () -> {
                    requireRemovable(List.of());
                    forget();
                    return lifecycle;
                });
    }

    /** Refuses to be removed with these alone. */
    void requireRemovable(List<ThreadWorker> with) {
        require("remove", hasEnded());
        supervisor.dependents(this).stream()
                .filter(each -> !with.contains(each))
                .findFirst()
                .ifPresent(each -> refuse("remove", "'" + each.name + "' depends on it"));
    }

    void forget() {
        removed = true;
        supervisor.workers().remove(name);
    }

    boolean isRemoved() {
        return removed;
    }

    private <T> T commanded(String command, Supplier<T> deed) {
        return supervisor.call(
                () -> {
                    require(command, true);
                    return deed.get();
                });
    }

    private void require(String command, boolean allowed) {
        if (removed) {
            refuse(command, "it was removed; start another");
        } else if (!allowed) {
            refuse(command, "wait until it may be");
        }
    }

    private void refuse(String command, String advice) {
        throw new IllegalLifecycleException(name, command, lifecycle.standing().state(), advice);
    }

    @Override
    public CompletableFuture<WorkerStatus> query() {
        return CompletableFuture.failedFuture(
                new UnsupportedException("Threads do not speak the control protocol"));
    }

    @Override
    public CompletableFuture<@Nullable Object> command(String command, @Nullable Object argument) {
        return CompletableFuture.failedFuture(
                new UnsupportedException("Threads do not speak the control protocol"));
    }

    @Override
    public Channel channel() {
        return supervisor.call(() -> lifecycle.line().master());
    }

    @Override
    public WorkerLog log() {
        throw new UnsupportedException("The runtime 'threads' keeps no logs");
    }
}
