package dev.workerkit.tck;

import dev.workerkit.Capability;
import dev.workerkit.GroupSpec;
import dev.workerkit.KillSwitch;
import dev.workerkit.LogView;
import dev.workerkit.PoolSpec;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.Worker;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A runtime that knows whether the verification closed it. */
final class TrackedRuntime implements WorkerRuntime {

    private final WorkerRuntime runtime;
    private volatile boolean closed;

    TrackedRuntime(WorkerRuntime runtime) {
        this.runtime = runtime;
    }

    boolean isLeftOpen() {
        return !closed;
    }

    @Override
    public String name() {
        return runtime.name();
    }

    @Override
    public Set<Capability> capabilities() {
        return runtime.capabilities();
    }

    @Override
    public Worker start(WorkerSpec spec) {
        return runtime.start(spec);
    }

    @Override
    public WorkerGroup startGroup(GroupSpec spec) {
        return runtime.startGroup(spec);
    }

    @Override
    public List<WorkerGroup> groups() {
        return runtime.groups();
    }

    @Override
    public Optional<WorkerGroup> group(String name) {
        return runtime.group(name);
    }

    @Override
    public List<Worker> workers() {
        return runtime.workers();
    }

    @Override
    public Optional<Worker> worker(String name) {
        return runtime.worker(name);
    }

    @Override
    public LogView log() {
        return runtime.log();
    }

    @Override
    public WorkerPool startPool(PoolSpec spec) {
        return runtime.startPool(spec);
    }

    @Override
    public List<WorkerPool> pools() {
        return runtime.pools();
    }

    @Override
    public SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
        return runtime.connect(address, spec);
    }

    @Override
    public KillSwitch killSwitch() {
        return runtime.killSwitch();
    }

    @Override
    public Subscription onEvent(Consumer<WorkerEvent> listener) {
        return runtime.onEvent(listener);
    }

    @Override
    public CompletableFuture<String> closed() {
        return runtime.closed();
    }

    @Override
    public void close() {
        closed = true;
        runtime.close();
    }
}
