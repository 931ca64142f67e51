package dev.workerkit.tck.sabotage;

import dev.workerkit.Channel;
import dev.workerkit.SendResult;
import dev.workerkit.Worker;
import dev.workerkit.tck.forwarding.ForwardingChannel;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A channel of which each direction can be broken in one place: all ways to send come down to {@link
 * #sending}, and all ways to receive a decoded message to {@link #receiving}.
 */
class TamperedChannel extends ForwardingChannel {

    /** Long enough to see whether another message waits. */
    static final Duration MOMENT = Duration.ofMillis(10);

    private static final Duration A_WHILE = Duration.ofMillis(200);
    private static final Duration FOR_EVER = Duration.ofDays(1000);

    private final Worker worker;
    private final AtomicInteger incarnation = new AtomicInteger(1);
    private final Queue<Object> kept = new ConcurrentLinkedQueue<>();

    TamperedChannel(Worker worker, Channel channel) {
        super(channel);
        this.worker = worker;
    }

    /** Puts one of these around each channel of a worker. */
    static Deed by(BiFunction<Worker, Channel, Channel> tampered) {
        return Deed.toWorker(
                worker ->
                        new ForwardingWorker(worker) {
                            @Override
                            protected Channel wrapChannel(Channel channel) {
                                return tampered.apply(worker, channel);
                            }
                        });
    }

    /** Whose channel it is. */
    final Worker worker() {
        return worker;
    }

    /** Whether another incarnation has begun since this was asked last. */
    final boolean hasBegunAgain() {
        int now = Math.max(1, worker.snapshot().incarnation());
        return now > incarnation.getAndSet(now);
    }

    /** Has the message received next. */
    final void keep(Object message) {
        kept.add(message);
    }

    /** Delivers a message after the one behind it, if there is one. */
    final <T> T afterTheNext(T message, Class<T> type) {
        T next = receiving(A_WHILE, type);
        if (next == null) {
            return message;
        }
        keep(message);
        return next;
    }

    /** One of the ways to send a message. */
    @FunctionalInterface
    interface Way {
        SendResult send(Object message);
    }

    /** Sends a message on its way. */
    SendResult sending(Object message, Way way) {
        return way.send(message);
    }

    /** Receives a message. */
    <T> @Nullable T receiving(Duration timeout, Class<T> type) {
        Object next = kept.poll();
        return next != null ? type.cast(next) : delegate().receive(timeout, type);
    }

    @Override
    public final void send(Object message) {
        sending(
                message,
                sent -> {
                    delegate().send(sent);
                    return SendResult.SENT;
                });
    }

    @Override
    public final SendResult send(Object message, Duration timeout) {
        return sending(message, sent -> delegate().send(sent, timeout));
    }

    @Override
    public final SendResult offer(Object message) {
        return sending(message, delegate()::offer);
    }

    @Override
    public final Object receive() {
        return Objects.requireNonNull(receive(FOR_EVER, Object.class));
    }

    @Override
    public final @Nullable Object receive(Duration timeout) {
        return receive(timeout, Object.class);
    }

    @Override
    public final <T> @Nullable T receive(Duration timeout, Class<T> type) {
        return receiving(timeout, type);
    }

    @Override
    public final @Nullable Object poll() {
        return receive(Duration.ZERO, Object.class);
    }
}
