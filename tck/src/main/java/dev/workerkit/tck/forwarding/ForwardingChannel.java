package dev.workerkit.tck.forwarding;

import dev.workerkit.BytesChannel;
import dev.workerkit.Channel;
import dev.workerkit.Delivery;
import dev.workerkit.SendResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Forwards to another channel. */
public class ForwardingChannel implements Channel {

    private final Channel delegate;

    /** Forwards to this one. */
    public ForwardingChannel(Channel delegate) {
        this.delegate = delegate;
    }

    /** The channel that it forwards to. */
    protected final Channel delegate() {
        return delegate;
    }

    /** Wraps the channel without the codec, by default not at all. */
    protected BytesChannel wrapBytes(BytesChannel bytes) {
        return bytes;
    }

    /** Wraps a message that is to be acknowledged, by default not at all. */
    protected Delivery wrapDelivery(Delivery delivery) {
        return delivery;
    }

    @Override
    public void send(Object message) {
        delegate.send(message);
    }

    @Override
    public SendResult send(Object message, Duration timeout) {
        return delegate.send(message, timeout);
    }

    @Override
    public SendResult offer(Object message) {
        return delegate.offer(message);
    }

    @Override
    public Object receive() {
        return delegate.receive();
    }

    @Override
    public @Nullable Object receive(Duration timeout) {
        return delegate.receive(timeout);
    }

    @Override
    public <T> @Nullable T receive(Duration timeout, Class<T> type) {
        return delegate.receive(timeout, type);
    }

    @Override
    public @Nullable Object poll() {
        return delegate.poll();
    }

    @Override
    public @Nullable Delivery take(Duration timeout) {
        Delivery taken = delegate.take(timeout);
        return taken == null ? null : wrapDelivery(taken);
    }

    @Override
    public BytesChannel bytes() {
        return wrapBytes(delegate.bytes());
    }

    @Override
    public void close() {
        delegate.close();
    }

    @Override
    public boolean isClosed() {
        return delegate.isClosed();
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
