package dev.workerkit.tck.forwarding;

import dev.workerkit.Worker;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerSnapshot;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Forwards to another group. */
public class ForwardingGroup implements WorkerGroup {

    private final WorkerGroup delegate;
    private final UnaryOperator<Worker> wrapped;

    /** Forwards to this one, and hands out its workers as they are. */
    public ForwardingGroup(WorkerGroup delegate) {
        this(delegate, UnaryOperator.identity());
    }

    /**
     * Forwards to this one.
     *
     * @param wrapped makes of its workers those that this one hands out
     */
    public ForwardingGroup(WorkerGroup delegate, UnaryOperator<Worker> wrapped) {
        this.delegate = delegate;
        this.wrapped = wrapped;
    }

    /** The group that it forwards to. */
    protected final WorkerGroup delegate() {
        return delegate;
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public List<Worker> workers() {
        return delegate.workers().stream().map(wrapped).toList();
    }

    @Override
    public List<WorkerSnapshot> snapshots() {
        return delegate.snapshots();
    }

    @Override
    public CompletableFuture<List<WorkerSnapshot>> ready() {
        return delegate.ready();
    }

    @Override
    public CompletableFuture<List<WorkerSnapshot>> start() {
        return delegate.start();
    }

    @Override
    public CompletableFuture<List<WorkerSnapshot>> stop() {
        return delegate.stop();
    }

    @Override
    public CompletableFuture<List<WorkerSnapshot>> restart() {
        return delegate.restart();
    }

    @Override
    public void remove() {
        delegate.remove();
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
