package dev.workerkit.shared;

import dev.workerkit.BytesChannel;
import dev.workerkit.BytesHandler;
import dev.workerkit.SendResult;
import java.nio.ByteBuffer;
import java.time.Duration;

/** The messages of a connection as plain bytes. */
record SocketEnd(Inflow in, Outflow out) implements BytesChannel {

    @Override
    public SendResult offer(ByteBuffer message) {
        return out.offer(message);
    }

    @Override
    public SendResult send(ByteBuffer message, Duration timeout) {
        return out.send(message, Inflow.nanos(timeout));
    }

    @Override
    public boolean poll(BytesHandler handler) {
        return in.take(handler, 0);
    }

    @Override
    public boolean receive(BytesHandler handler, Duration timeout) {
        return in.take(handler, Inflow.nanos(timeout));
    }
}
