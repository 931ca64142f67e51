package dev.workerkit.tck.forwarding;

import dev.workerkit.Channel;
import dev.workerkit.Disconnect;
import dev.workerkit.SharedWorker;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerStatus;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Forwards to another connection to a shared worker. */
public class ForwardingSharedWorker implements SharedWorker {

    private final SharedWorker delegate;
    private final Wrappers<Channel> channels = new Wrappers<>(this::wrapChannel);

    /** Forwards to this one. */
    public ForwardingSharedWorker(SharedWorker delegate) {
        this.delegate = delegate;
    }

    /** The connection that it forwards to. */
    protected final SharedWorker delegate() {
        return delegate;
    }

    /** Wraps the channel, by default not at all. */
    protected Channel wrapChannel(Channel channel) {
        return channel;
    }

    @Override
    public WorkerAddress address() {
        return delegate.address();
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
    public OptionalLong pid() {
        return delegate.pid();
    }

    @Override
    public boolean startedHere() {
        return delegate.startedHere();
    }

    @Override
    public Channel channel() {
        return channels.of(delegate.channel());
    }

    @Override
    public CompletableFuture<WorkerStatus> query() {
        return delegate.query();
    }

    @Override
    public CompletableFuture<Void> stop() {
        return delegate.stop();
    }

    @Override
    public CompletableFuture<Disconnect> disconnected() {
        return delegate.disconnected();
    }

    @Override
    public Optional<Disconnect> disconnect() {
        return delegate.disconnect();
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
