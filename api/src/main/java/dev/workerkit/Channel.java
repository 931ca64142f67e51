package dev.workerkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Messages between a master and one worker, in both directions: whole, in order, each received once
 * (WRK-CHAN-001 to WRK-CHAN-003). Either side holds one end.
 *
 * <p>When a message counts as taken, its {@link DeliveryGuarantee} says. With {@link
 * DeliveryGuarantee#AT_LEAST_ONCE} those who {@link #take} a message acknowledge it themselves,
 * while {@link #receive} and {@link #poll} acknowledge it as soon as it is decoded.
 *
 * <p>Any number of threads may send, and any number may receive. A thread that waits costs no CPU,
 * and is woken by an interrupt: the call then throws {@link ChannelClosedException} for this call
 * alone, with the thread's interrupt status set.
 */
public interface Channel extends AutoCloseable {

    /**
     * Sends a message, waiting for room as long as it takes.
     *
     * @throws ChannelClosedException if the channel is closed, or closes before there is room
     * @throws MessageTooLargeException if it is larger than the channel allows
     * @throws MessageCodecException if it can't be encoded
     */
    void send(Object message);

    /**
     * Sends a message, waiting for room as long as this (WRK-CHAN-006).
     *
     * @throws MessageTooLargeException if it is larger than the channel allows
     * @throws MessageCodecException if it can't be encoded
     */
    SendResult send(Object message, Duration timeout);

    /**
     * Sends a message, or says at once why not (WRK-CHAN-006).
     *
     * @throws MessageTooLargeException if it is larger than the channel allows
     * @throws MessageCodecException if it can't be encoded
     */
    SendResult offer(Object message);

    /**
     * The next message, waiting as long as it takes.
     *
     * @throws ChannelClosedException if the channel has ended and all was received
     * @throws MessageCodecException if the next message can't be decoded; it is passed over
     */
    Object receive();

    /**
     * The next message, waiting as long as this.
     *
     * @return the message, or null if none came in time
     * @throws ChannelClosedException if the channel has ended and all was received
     * @throws MessageCodecException if the next message can't be decoded; it is passed over
     */
    default @Nullable Object receive(Duration timeout) {
        return receive(timeout, Object.class);
    }

    /**
     * The next message as a value of this type, waiting as long as this.
     *
     * @return the message, or null if none came in time
     * @throws ChannelClosedException if the channel has ended and all was received
     * @throws MessageCodecException if the next message is no such value; it is passed over
     */
    <T> @Nullable T receive(Duration timeout, Class<T> type);

    /**
     * The next message if there is one now.
     *
     * @return the message, or null if there is none
     * @throws ChannelClosedException if the channel has ended and all was received
     * @throws MessageCodecException if the next message can't be decoded; it is passed over
     */
    default @Nullable Object poll() {
        return receive(Duration.ZERO);
    }

    /**
     * The next message with the duty to acknowledge it, waiting as long as this. Until then it
     * counts against the channel's capacity, with all that was sent after it.
     *
     * @return the delivery, or null if no message came in time
     * @throws ChannelClosedException if the channel has ended and all was taken
     */
    @Nullable Delivery take(Duration timeout);

    /** The same messages as plain bytes, without the codec. */
    BytesChannel bytes();

    /**
     * Sends nothing more. The other side receives all that was sent and then sees the end; what it
     * sent can still be received here (WRK-CHAN-004, WRK-CHAN-005). Closing again does nothing.
     */
    @Override
    void close();

    /** Whether this end sends nothing more, because it was closed here or the other side is gone. */
    boolean isClosed();
}
