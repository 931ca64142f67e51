package dev.workerkit.tck.forwarding;

import dev.workerkit.Delivery;

/** Forwards to another delivery. */
public class ForwardingDelivery implements Delivery {

    private final Delivery delegate;

    /** Forwards to this one. */
    public ForwardingDelivery(Delivery delegate) {
        this.delegate = delegate;
    }

    /** The delivery that it forwards to. */
    protected final Delivery delegate() {
        return delegate;
    }

    @Override
    public Object message() {
        return delegate.message();
    }

    @Override
    public <T> T message(Class<T> type) {
        return delegate.message(type);
    }

    @Override
    public int attempts() {
        return delegate.attempts();
    }

    @Override
    public boolean redelivered() {
        return delegate.redelivered();
    }

    @Override
    public void acknowledge() {
        delegate.acknowledge();
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
