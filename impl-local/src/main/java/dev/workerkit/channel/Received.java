package dev.workerkit.channel;

import dev.workerkit.ChannelClosedException;
import dev.workerkit.Delivery;
import dev.workerkit.MessageCodec;
import java.nio.ByteBuffer;

/** A message that was taken, of whatever kind. Thread-safe. */
public final class Received implements Delivery {

    /** Where it came from, to be told that it is acknowledged. */
    interface Origin {

        /** Whether that could be noted. */
        boolean acknowledge();
    }

    private final FrameKind kind;
    private final long correlation;
    private final int sender;
    private final int attempts;
    private final byte[] bytes;
    private final MessageCodec codec;
    private final Origin origin;
    private volatile boolean acknowledged;

    Received(
            FrameKind kind,
            long correlation,
            int sender,
            int attempts,
            byte[] bytes,
            MessageCodec codec,
            Origin origin) {
        this.kind = kind;
        this.correlation = correlation;
        this.sender = sender;
        this.attempts = attempts;
        this.bytes = bytes;
        this.codec = codec;
        this.origin = origin;
    }

    /** What it is; applications send messages only. */
    public FrameKind kind() {
        return kind;
    }

    /** The id of the request that it is or that it answers; 0 for a message. */
    public long correlation() {
        return correlation;
    }

    /** Which incarnation sent it; 0 for a master, and for a worker of an earlier master. */
    public int sender() {
        return sender;
    }

    /** The bytes as they were sent. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    @Override
    public <T> T message(Class<T> type) {
        return codec.decode(bytes(), type);
    }

    @Override
    public int attempts() {
        return attempts;
    }

    @Override
    public void acknowledge() {
        if (acknowledged) {
            return;
        }
        if (!origin.acknowledge()) {
            throw new ChannelClosedException(
                    "The message can't be acknowledged: its channel was discarded");
        }
        acknowledged = true;
    }
}
