package dev.workerkit.tck.trace;

import dev.workerkit.BytesChannel;
import dev.workerkit.Channel;
import dev.workerkit.Delivery;
import dev.workerkit.SendResult;
import dev.workerkit.tck.forwarding.ForwardingChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records the messages of a channel, as its own master sends and receives them. */
final class RecordedChannel extends ForwardingChannel {

    private static final String RECEIVE = "receive";

    private final Subject subject;

    /** The subject is the worker at its other end. */
    RecordedChannel(Channel channel, Subject subject) {
        super(channel);
        this.subject = subject;
    }

    @Override
    protected BytesChannel wrapBytes(BytesChannel bytes) {
        return new RecordedBytesChannel(bytes, subject);
    }

    @Override
    protected Delivery wrapDelivery(Delivery delivery) {
        return new RecordedDelivery(delivery, subject);
    }

    @Override
    public void send(Object message) {
        subject.run(Wording.action("send", message), () -> super.send(message));
    }

    @Override
    public SendResult send(Object message, Duration timeout) {
        return subject.call(Wording.action("send", message), () -> super.send(message, timeout));
    }

    @Override
    public SendResult offer(Object message) {
        return subject.call(Wording.action("offer", message), () -> super.offer(message));
    }

    @Override
    public Object receive() {
        return Objects.requireNonNull(received(super::receive));
    }

    @Override
    public @Nullable Object receive(Duration timeout) {
        return received(() -> super.receive(timeout));
    }

    @Override
    public <T> @Nullable T receive(Duration timeout, Class<T> type) {
        return received(() -> super.receive(timeout, type));
    }

    @Override
    public @Nullable Object poll() {
        return received(super::poll);
    }

    @Override
    public @Nullable Delivery take(Duration timeout) {
        return received(() -> super.take(timeout));
    }

    private <T> @Nullable T received(Supplier<@Nullable T> deed) {
        return subject.<@Nullable T>call(RECEIVE, deed);
    }

    @Override
    public void close() {
        subject.run("close the channel", super::close);
    }
}
