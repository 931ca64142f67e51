package dev.workerkit.tck.forwarding;

import dev.workerkit.BytesChannel;
import dev.workerkit.BytesHandler;
import dev.workerkit.SendResult;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Forwards to another channel of bytes. */
public class ForwardingBytesChannel implements BytesChannel {

    private final BytesChannel delegate;

    /** Forwards to this one. */
    public ForwardingBytesChannel(BytesChannel delegate) {
        this.delegate = delegate;
    }

    /** The channel that it forwards to. */
    protected final BytesChannel delegate() {
        return delegate;
    }

    @Override
    public SendResult offer(ByteBuffer message) {
        return delegate.offer(message);
    }

    @Override
    public SendResult send(ByteBuffer message, Duration timeout) {
        return delegate.send(message, timeout);
    }

    @Override
    public boolean poll(BytesHandler handler) {
        return delegate.poll(handler);
    }

    @Override
    public boolean receive(BytesHandler handler, Duration timeout) {
        return delegate.receive(handler, timeout);
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
