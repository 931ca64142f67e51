package dev.workerkit;

import java.nio.ByteBuffer;

/** Takes the bytes of a message where they lie. */
@FunctionalInterface
public interface BytesHandler {

    /**
     * Takes one message. If it throws, the message counts as received all the same; with {@link
     * DeliveryGuarantee#AT_LEAST_ONCE} it is acknowledged when this method is left.
     *
     * @param message from position to limit; read-only, and valid only during the call
     */
    void onMessage(ByteBuffer message);
}
