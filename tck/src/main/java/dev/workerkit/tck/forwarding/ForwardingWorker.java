package dev.workerkit.tck.forwarding;

import dev.workerkit.Channel;
import dev.workerkit.ExecSpec;
import dev.workerkit.Execution;
import dev.workerkit.Worker;
import dev.workerkit.WorkerDeath;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerLog;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.WorkerStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Forwards to another worker. What that hands out goes through one of the {@code wrap} methods;
 * {@link #wrapChannel} is called once for each channel.
 */
public class ForwardingWorker implements Worker {

    private final Worker delegate;
    private final Wrappers<Channel> channels = new Wrappers<>(this::wrapChannel);

    /** Forwards to this one. */
    public ForwardingWorker(Worker delegate) {
        this.delegate = delegate;
    }

    /** The worker that it forwards to. */
    protected final Worker delegate() {
        return delegate;
    }

    /** Wraps a channel, by default not at all. */
    protected Channel wrapChannel(Channel channel) {
        return channel;
    }

    /** Wraps the log, by default not at all. */
    protected WorkerLog wrapLog(WorkerLog log) {
        return log;
    }

    /** Wraps the run of a command inside the worker, by default not at all. */
    protected Execution wrapExecution(Execution execution) {
        return execution;
    }

    @Override
    public WorkerId id() {
        return delegate.id();
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public WorkerSpec spec() {
        return delegate.spec();
    }

    @Override
    public WorkerSnapshot snapshot() {
        return delegate.snapshot();
    }

    @Override
    public WorkerState state() {
        return delegate.state();
    }

    @Override
    public CompletableFuture<WorkerSnapshot> ready() {
        return delegate.ready();
    }

    @Override
    public CompletableFuture<WorkerSnapshot> ended() {
        return delegate.ended();
    }

    @Override
    public CompletableFuture<WorkerSnapshot> start() {
        return delegate.start();
    }

    @Override
    public CompletableFuture<WorkerSnapshot> stop() {
        return delegate.stop();
    }

    @Override
    public CompletableFuture<WorkerSnapshot> kill() {
        return delegate.kill();
    }

    @Override
    public CompletableFuture<WorkerSnapshot> restart() {
        return delegate.restart();
    }

    @Override
    public CompletableFuture<WorkerSnapshot> pause() {
        return delegate.pause();
    }

    @Override
    public CompletableFuture<WorkerSnapshot> resume() {
        return delegate.resume();
    }

    @Override
    public void resetFailed() {
        delegate.resetFailed();
    }

    @Override
    public List<WorkerDeath> deaths() {
        return delegate.deaths();
    }

    @Override
    public void remove() {
        delegate.remove();
    }

    @Override
    public CompletableFuture<WorkerStatus> query() {
        return delegate.query();
    }

    @Override
    public CompletableFuture<@Nullable Object> command(String command, @Nullable Object argument) {
        return delegate.command(command, argument);
    }

    @Override
    public Channel channel() {
        return channels.of(delegate.channel());
    }

    @Override
    public Execution exec(ExecSpec command) {
        return wrapExecution(delegate.exec(command));
    }

    @Override
    public WorkerLog log() {
        return wrapLog(delegate.log());
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
