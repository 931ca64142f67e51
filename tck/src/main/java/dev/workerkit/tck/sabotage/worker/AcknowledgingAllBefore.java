package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.Delivery;
import dev.workerkit.tck.forwarding.ForwardingDelivery;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Acknowledges with a message all that came before it. */
public final class AcknowledgingAllBefore extends TamperedTaking {

    private final List<Delivery> all = new CopyOnWriteArrayList<>();

    /** Around a worker of this class, made with these arguments. */
    public AcknowledgingAllBefore(String className, List<Object> arguments) {
        super(className, arguments);
    }

    @Override
    Delivery taken(Delivery delivery) {
        all.add(delivery);
        int last = all.size();
        return new ForwardingDelivery(delivery) {
            @Override
            public void acknowledge() {
                all.subList(0, last).forEach(Delivery::acknowledge);
            }
        };
    }
}
