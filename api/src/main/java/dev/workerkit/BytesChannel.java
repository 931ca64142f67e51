package dev.workerkit;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Messages as plain bytes, without a codec and without allocation: the hot path of a channel. It
 * shares its messages with the {@link Channel} it came from.
 *
 * <p>Any number of threads may send, and any number may receive; each message is received once.
 */
public interface BytesChannel {

    /**
     * Sends the bytes from the buffer's position to its limit, or says at once why not. The buffer
     * is left as it was.
     *
     * @throws MessageTooLargeException if they are more than the channel allows
     */
    SendResult offer(ByteBuffer message);

    /**
     * The same, waiting for room as long as this.
     *
     * @throws MessageTooLargeException if they are more than the channel allows
     */
    SendResult send(ByteBuffer message, Duration timeout);

    /**
     * Gives the handler the next message if there is one now.
     *
     * @return whether there was one
     * @throws ChannelClosedException if the channel has ended and all was received
     */
    boolean poll(BytesHandler handler);

    /**
     * The same, waiting for a message as long as this.
     *
     * @return whether there was one
     * @throws ChannelClosedException if the channel has ended and all was received
     */
    boolean receive(BytesHandler handler, Duration timeout);
}
