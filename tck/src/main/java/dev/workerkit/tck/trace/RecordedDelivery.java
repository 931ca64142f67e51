package dev.workerkit.tck.trace;

import dev.workerkit.Delivery;
import dev.workerkit.tck.forwarding.ForwardingDelivery;

/** Records when a message is acknowledged. */
final class RecordedDelivery extends ForwardingDelivery {

    private final Subject subject;

    /** The subject is the worker that sent it. */
    RecordedDelivery(Delivery delivery, Subject subject) {
        super(delivery);
        this.subject = subject;
    }

    @Override
    public void acknowledge() {
        subject.run("acknowledge", super::acknowledge);
    }
}
