package dev.workerkit.host;

import dev.workerkit.MessageCodecException;
import dev.workerkit.channel.Received;
import dev.workerkit.worker.EventedWorker;

/** Handing messages to a worker that answers them as it likes. */
record EventedTrade(EventedWorker worker) implements Work.Trade {

    @Override
    public void initialize(HostContext context) throws Exception {
        worker.initialize(context);
    }

    @Override
    public void deal(Received received, HostContext context) throws Exception {
        Object message;
        try {
            message = received.message(worker.messageType());
        } catch (MessageCodecException e) {
            // One message that can't be read is no reason to lose those behind it.
            e.printStackTrace();
            return;
        }
        worker.onMessage(message, context);
    }

    @Override
    public void terminate(HostContext context) throws Exception {
        worker.terminate(context);
    }

    @Override
    public String unit() {
        return "messages";
    }
}
