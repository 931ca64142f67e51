package dev.workerkit.tck.trace;

import dev.workerkit.BytesChannel;
import dev.workerkit.BytesHandler;
import dev.workerkit.SendResult;
import dev.workerkit.tck.forwarding.ForwardingBytesChannel;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Records the messages of a channel of bytes, as its own master sends and receives them. */
final class RecordedBytesChannel extends ForwardingBytesChannel {

    private final Subject subject;

    /** The subject is the worker at its other end. */
    RecordedBytesChannel(BytesChannel channel, Subject subject) {
        super(channel);
        this.subject = subject;
    }

    @Override
    public SendResult offer(ByteBuffer message) {
        return subject.call(Wording.action("offer", message), () -> super.offer(message));
    }

    @Override
    public SendResult send(ByteBuffer message, Duration timeout) {
        return subject.call(Wording.action("send", message), () -> super.send(message, timeout));
    }

    @Override
    public boolean poll(BytesHandler handler) {
        return subject.call("receive bytes", () -> super.poll(handler));
    }

    @Override
    public boolean receive(BytesHandler handler, Duration timeout) {
        return subject.call("receive bytes", () -> super.receive(handler, timeout));
    }
}
