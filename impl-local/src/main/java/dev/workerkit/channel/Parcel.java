package dev.workerkit.channel;

import java.nio.ByteBuffer;

/**
 * An encoded message of any kind on its way: to be sent, or taken back from a worker that died.
 *
 * @param kind what it is
 * @param correlation the id of the request that it is or that it answers; 0 for a message
 * @param attempts how often it was delivered before; its receiver is told
 * @param inHand whether it was delivered to the incarnation that it was taken back from, and not
 *     merely waiting for it
 * @param bytes from position to limit; nobody changes them
 */
public record Parcel(
        FrameKind kind, long correlation, int attempts, boolean inHand, ByteBuffer bytes) {

    /** A new request. */
    public static Parcel request(long correlation, ByteBuffer bytes) {
        return new Parcel(FrameKind.REQUEST, correlation, 0, false, bytes);
    }

    /** A new message. */
    public static Parcel message(ByteBuffer bytes) {
        return new Parcel(FrameKind.MESSAGE, 0, 0, false, bytes);
    }

    /** The type of its frame. */
    int type() {
        return FrameDescriptor.type(kind.code(), attempts);
    }
}
