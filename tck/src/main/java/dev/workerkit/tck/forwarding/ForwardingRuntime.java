package dev.workerkit.tck.forwarding;

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

/**
 * Forwards to another runtime. What that hands out goes through one of the {@code wrap} methods,
 * which are called once for each worker, group and pool: whichever way one asks for it, one gets
 * the same wrapper.
 */
public class ForwardingRuntime implements WorkerRuntime {

    private final WorkerRuntime delegate;
    private final Wrappers<Worker> workers = new Wrappers<>(this::wrapWorker);
    private final Wrappers<WorkerGroup> groups = new Wrappers<>(this::wrapGroup);
    private final Wrappers<WorkerPool> pools = new Wrappers<>(this::wrapPool);

    /** Forwards to this one. */
    public ForwardingRuntime(WorkerRuntime delegate) {
        this.delegate = delegate;
    }

    /** The runtime that it forwards to. */
    protected final WorkerRuntime delegate() {
        return delegate;
    }

    /** The wrapper of a worker that the delegate handed out. */
    protected final Worker wrapped(Worker worker) {
        return workers.of(worker);
    }

    /** Wraps a worker, by default not at all. */
    protected Worker wrapWorker(Worker worker) {
        return worker;
    }

    /** Wraps a group; its workers must be {@link #wrapped} too. */
    protected WorkerGroup wrapGroup(WorkerGroup group) {
        return new ForwardingGroup(group, this::wrapped);
    }

    /** Wraps a pool; its members must be {@link #wrapped} too. */
    protected WorkerPool wrapPool(WorkerPool pool) {
        return new ForwardingPool(pool, this::wrapped);
    }

    /** Wraps a connection to a shared worker, by default not at all. */
    protected SharedWorker wrapSharedWorker(SharedWorker worker) {
        return worker;
    }

    /** Wraps the log of all workers, by default not at all. */
    protected LogView wrapLog(LogView log) {
        return log;
    }

    /** Wraps the kill switch, by default not at all. */
    protected KillSwitch wrapKillSwitch(KillSwitch killSwitch) {
        return killSwitch;
    }

    /** What is told of the events in the place of a listener, by default the listener itself. */
    protected Consumer<WorkerEvent> wrapListener(Consumer<WorkerEvent> listener) {
        return listener;
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public Set<Capability> capabilities() {
        return delegate.capabilities();
    }

    @Override
    public Worker start(WorkerSpec spec) {
        return wrapped(delegate.start(spec));
    }

    @Override
    public WorkerGroup startGroup(GroupSpec spec) {
        return groups.of(delegate.startGroup(spec));
    }

    @Override
    public List<WorkerGroup> groups() {
        return delegate.groups().stream().map(groups::of).toList();
    }

    @Override
    public Optional<WorkerGroup> group(String name) {
        return delegate.group(name).map(groups::of);
    }

    @Override
    public List<Worker> workers() {
        return delegate.workers().stream().map(this::wrapped).toList();
    }

    @Override
    public Optional<Worker> worker(String name) {
        return delegate.worker(name).map(this::wrapped);
    }

    @Override
    public LogView log() {
        return wrapLog(delegate.log());
    }

    @Override
    public WorkerPool startPool(PoolSpec spec) {
        return pools.of(delegate.startPool(spec));
    }

    @Override
    public List<WorkerPool> pools() {
        return delegate.pools().stream().map(pools::of).toList();
    }

    @Override
    public Optional<WorkerPool> pool(String name) {
        return delegate.pool(name).map(pools::of);
    }

    @Override
    public SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
        return wrapSharedWorker(delegate.connect(address, spec));
    }

    @Override
    public KillSwitch killSwitch() {
        return wrapKillSwitch(delegate.killSwitch());
    }

    @Override
    public Subscription onEvent(Consumer<WorkerEvent> listener) {
        return delegate.onEvent(wrapListener(listener));
    }

    @Override
    public CompletableFuture<String> closed() {
        return delegate.closed();
    }

    @Override
    public void close() {
        delegate.close();
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
