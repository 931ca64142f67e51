package dev.workerkit.tck.forwarding;

import dev.workerkit.DeadLetter;
import dev.workerkit.PoolMessage;
import dev.workerkit.PoolSnapshot;
import dev.workerkit.PoolSpec;
import dev.workerkit.SendResult;
import dev.workerkit.Worker;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Forwards to another pool. */
public class ForwardingPool implements WorkerPool {

    private final WorkerPool delegate;
    private final UnaryOperator<Worker> wrapped;

    /** Forwards to this one, and hands out its members as they are. */
    public ForwardingPool(WorkerPool delegate) {
        this(delegate, UnaryOperator.identity());
    }

    /**
     * Forwards to this one.
     *
     * @param wrapped makes of its members those that this one hands out
     */
    public ForwardingPool(WorkerPool delegate, UnaryOperator<Worker> wrapped) {
        this.delegate = delegate;
        this.wrapped = wrapped;
    }

    /** The pool that it forwards to. */
    protected final WorkerPool delegate() {
        return delegate;
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public PoolSpec spec() {
        return delegate.spec();
    }

    @Override
    public List<Worker> members() {
        return delegate.members().stream().map(wrapped).toList();
    }

    @Override
    public Iterator<Worker> iterator() {
        List<Worker> members = new ArrayList<>();
        delegate.iterator().forEachRemaining(member -> members.add(wrapped.apply(member)));
        return List.copyOf(members).iterator();
    }

    @Override
    public CompletableFuture<PoolSnapshot> ready() {
        return delegate.ready();
    }

    @Override
    public CompletableFuture<Object> submit(Object task) {
        return delegate.submit(task);
    }

    @Override
    public <T> CompletableFuture<T> submit(Object task, Class<T> resultType) {
        return delegate.submit(task, resultType);
    }

    @Override
    public SendResult offer(Object message) {
        return delegate.offer(message);
    }

    @Override
    public SendResult send(Object message, Duration timeout) {
        return delegate.send(message, timeout);
    }

    @Override
    public @Nullable PoolMessage receive(Duration timeout) {
        return delegate.receive(timeout);
    }

    @Override
    public @Nullable PoolMessage receive(Duration timeout, Class<?> type) {
        return delegate.receive(timeout, type);
    }

    @Override
    public CompletableFuture<PoolSnapshot> resize(int size) {
        return delegate.resize(size);
    }

    @Override
    public CompletableFuture<PoolSnapshot> rollingRestart() {
        return delegate.rollingRestart();
    }

    @Override
    public CompletableFuture<PoolSnapshot> start() {
        return delegate.start();
    }

    @Override
    public CompletableFuture<PoolSnapshot> stop() {
        return delegate.stop();
    }

    @Override
    public CompletableFuture<PoolSnapshot> restart() {
        return delegate.restart();
    }

    @Override
    public CompletableFuture<PoolSnapshot> pause() {
        return delegate.pause();
    }

    @Override
    public CompletableFuture<PoolSnapshot> resume() {
        return delegate.resume();
    }

    @Override
    public PoolSnapshot snapshot() {
        return delegate.snapshot();
    }

    @Override
    public List<DeadLetter> deadLetters() {
        return delegate.deadLetters();
    }

    @Override
    public WorkerRuntime.Subscription onDeadLetter(Consumer<DeadLetter> listener) {
        return delegate.onDeadLetter(listener);
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
