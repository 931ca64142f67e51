package dev.workerkit.tck.sample;

import dev.workerkit.Channel;
import dev.workerkit.DesiredState;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A worker of a {@link ToyRuntime}. */
final class ToyWorker implements Worker {

    private final ToyRuntime runtime;
    private final String name;
    private final WorkerSpec spec;
    private WorkerState state = WorkerState.NEW;
    private int incarnation;

    ToyWorker(ToyRuntime runtime, String name, WorkerSpec spec) {
        this.runtime = runtime;
        this.name = name;
        this.spec = spec;
    }

    @Override
    public WorkerId id() {
        return new WorkerId(name);
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
        return new WorkerSnapshot(
                id(),
                name,
                state,
                state.isLive() ? DesiredState.UP : DesiredState.DOWN,
                incarnation,
                OptionalLong.empty(),
                Instant.now(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public CompletableFuture<WorkerSnapshot> ready() {
        return done();
    }

    @Override
    public CompletableFuture<WorkerSnapshot> ended() {
        return done();
    }

    @Override
    public CompletableFuture<WorkerSnapshot> start() {
        if (state.isLive()) {
            throw new IllegalLifecycleException(name, "start", state, "stop it first");
        }
        incarnation += runtime.counts(incarnation + 1) ? 1 : 0;
        go(WorkerState.STARTING, "started");
        go(WorkerState.RUNNING, "ready");
        return done();
    }

    @Override
    public CompletableFuture<WorkerSnapshot> stop() {
        return end(WorkerState.STOPPING, "told to stop");
    }

    @Override
    public CompletableFuture<WorkerSnapshot> kill() {
        return end(WorkerState.KILLING, "killed");
    }

    private CompletableFuture<WorkerSnapshot> end(WorkerState by, String cause) {
        if (state.isLive()) {
            go(by, cause);
            go(WorkerState.STOPPED, cause);
        }
        return done();
    }

    @Override
    public CompletableFuture<WorkerSnapshot> restart() {
        stop();
        return start();
    }

    @Override
    public CompletableFuture<WorkerSnapshot> pause() {
        throw unsupported();
    }

    @Override
    public CompletableFuture<WorkerSnapshot> resume() {
        throw unsupported();
    }

    @Override
    public void resetFailed() {}

    @Override
    public List<WorkerDeath> deaths() {
        return List.of();
    }

    @Override
    public void remove() {}

    @Override
    public CompletableFuture<WorkerStatus> query() {
        throw unsupported();
    }

    @Override
    public CompletableFuture<@Nullable Object> command(String command, @Nullable Object argument) {
        throw unsupported();
    }

    @Override
    public Channel channel() {
        throw unsupported();
    }

    @Override
    public WorkerLog log() {
        throw unsupported();
    }

    private void go(WorkerState to, String cause) {
        WorkerState from = state;
        state = to;
        runtime.tell(this, incarnation, from, to, cause);
    }

    private CompletableFuture<WorkerSnapshot> done() {
        return CompletableFuture.completedFuture(snapshot());
    }

    private static UnsupportedException unsupported() {
        return new UnsupportedException("Toys can't do that");
    }
}
