package dev.workerkit.worker;

import dev.workerkit.Disconnect;
import dev.workerkit.SendResult;

/** A master that is connected to a shared worker. All methods may be called from any thread. */
public interface Peer {

    /** What it calls itself, with a number that no other peer of this worker ever has. */
    String name();

    /**
     * Sends it a message; never waits. One accepted while the peer is connected arrives after all
     * that was accepted before.
     *
     * @return FULL if more than the worker's {@code maxUnreadBytes} wait for the peer already; an
     *     answer to the message in hand is always accepted, for none is read from such a peer.
     *     CLOSED if it is gone.
     * @throws dev.workerkit.MessageTooLargeException if it is larger than a frame may be
     * @throws dev.workerkit.MessageCodecException if it can't be encoded
     */
    SendResult send(Object message);

    /** Whether it is still there. */
    boolean isConnected();

    /**
     * Ends its connection, after what was sent to it.
     *
     * @param text tells the peer why
     */
    void disconnect(String text);

    /** Why it is gone; null while it is connected. */
    @org.jspecify.annotations.Nullable
    Disconnect disconnected();
}
