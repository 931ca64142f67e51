package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.Delivery;
import dev.workerkit.tck.forwarding.ForwardingDelivery;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Notes an acknowledgement only with the next one, and so never the last before a death. */
public final class AcknowledgingLate extends TamperedTaking {

    private final AtomicReference<@Nullable Delivery> late = new AtomicReference<>();

    /** Around a worker of this class, made with these arguments. */
    public AcknowledgingLate(String className, List<Object> arguments) {
        super(className, arguments);
    }

    @Override
    Delivery taken(Delivery delivery) {
        AtomicBoolean isKnown = new AtomicBoolean();
        return new ForwardingDelivery(delivery) {
            @Override
            public void acknowledge() {
                Delivery before = isKnown.getAndSet(true) ? null : late.getAndSet(delegate());
                if (before != null) {
                    before.acknowledge();
                }
            }
        };
    }
}
