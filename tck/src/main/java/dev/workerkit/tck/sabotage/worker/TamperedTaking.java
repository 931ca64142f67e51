package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.Channel;
import dev.workerkit.Delivery;
import dev.workerkit.tck.forwarding.ForwardingChannel;
import dev.workerkit.worker.WorkerContext;
import java.util.List;

/** Changes what becomes of the deliveries that a raw worker takes. */
public abstract class TamperedTaking extends RawAccomplice {

    /** Around a worker of this class, made with these arguments. */
    protected TamperedTaking(String className, List<Object> arguments) {
        super(className, arguments);
    }

    /** What the worker gets in the place of a delivery. */
    abstract Delivery taken(Delivery delivery);

    @Override
    public void run(WorkerContext context) throws Exception {
        Channel channel =
                new ForwardingChannel(context.channel()) {
                    @Override
                    protected Delivery wrapDelivery(Delivery delivery) {
                        return taken(delivery);
                    }
                };
        super.run(
                new ForwardingContext(context) {
                    @Override
                    public Channel channel() {
                        return channel;
                    }
                });
    }
}
