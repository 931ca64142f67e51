package dev.workerkit;

import java.nio.ByteBuffer;

/**
 * Turns messages into bytes and back. A channel uses one instance from several threads at once.
 *
 * <p>Never native Java serialization: what arrives from another process must not be able to choose
 * the classes that are created.
 */
public interface MessageCodec {

    /**
     * The bytes of a message, from the buffer's position to its limit. The channel copies them
     * before it returns to the caller, and does not change the buffer's content.
     *
     * @throws MessageCodecException if it can't be encoded
     */
    ByteBuffer encode(Object message);

    /**
     * The message of these bytes.
     *
     * @param bytes from position to limit; valid only during the call
     * @param type what the receiver asked for; {@code Object.class} leaves the choice to the codec
     * @throws MessageCodecException if they are no such message
     */
    <T> T decode(ByteBuffer bytes, Class<T> type);
}
