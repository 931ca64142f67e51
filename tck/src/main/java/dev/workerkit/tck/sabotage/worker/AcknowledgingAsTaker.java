package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.Delivery;
import dev.workerkit.tck.forwarding.ForwardingDelivery;
import java.util.List;

/** Takes an acknowledgement from the thread alone that has taken the message. */
public final class AcknowledgingAsTaker extends TamperedTaking {

    /** Around a worker of this class, made with these arguments. */
    public AcknowledgingAsTaker(String className, List<Object> arguments) {
        super(className, arguments);
    }

    @Override
    Delivery taken(Delivery delivery) {
        Thread taker = Thread.currentThread();
        return new ForwardingDelivery(delivery) {
            @Override
            public void acknowledge() {
                if (Thread.currentThread() == taker) {
                    super.acknowledge();
                }
            }
        };
    }
}
