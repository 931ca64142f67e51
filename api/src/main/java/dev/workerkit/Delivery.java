package dev.workerkit;

/**
 * A message that was taken from a {@link Channel} and waits to be acknowledged. All methods may be
 * called from any thread.
 *
 * <p>On a channel of {@link DeliveryGuarantee#AT_MOST_ONCE} it counts as acknowledged already.
 */
public interface Delivery {

    /**
     * The message, decoded anew at each call.
     *
     * @throws MessageCodecException if it can't be decoded; it is not acknowledged by that
     */
    default Object message() {
        return message(Object.class);
    }

    /**
     * The message as a value of this type, decoded anew at each call.
     *
     * @throws MessageCodecException if it is no such value; it is not acknowledged by that
     */
    <T> T message(Class<T> type);

    /** How often it was handed to a receiver before, from 0 to 65535 (WRK-DURABLE-003). */
    int attempts();

    /** Whether it was handed to a receiver before, which may or may not have dealt with it. */
    default boolean redelivered() {
        return attempts() > 0;
    }

    /**
     * Makes it count as taken: it is never delivered again, and makes room for others. In any
     * order with other deliveries; acknowledging again does nothing (WRK-DURABLE-004).
     *
     * @throws ChannelClosedException if the channel has gone meanwhile, so that this can be noted
     *     nowhere; in a durable channel the message will come again
     */
    void acknowledge();
}
