package dev.workerkit.channel;

import dev.workerkit.BytesChannel;
import dev.workerkit.MessageCodec;
import dev.workerkit.SendResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A channel in shared memory. Beside the messages of the application it carries requests and their
 * answers, which {@link Parcel} and {@link Received} tell apart.
 */
public abstract class CodecChannel extends MessageChannel {

    /** With this codec for both directions. */
    CodecChannel(MessageCodec codec) {
        super(codec);
    }

    /**
     * Sends what is on its way already, with the attempts that were made, waiting for room as long
     * as this.
     *
     * @throws dev.workerkit.MessageTooLargeException if it is larger than the channel allows
     */
    public final SendResult send(Parcel parcel, Duration timeout) {
        return plain().send(parcel.type(), parcel.correlation(), parcel.bytes(), timeout);
    }

    /**
     * The same, or says at once why not.
     *
     * @throws dev.workerkit.MessageTooLargeException if it is larger than the channel allows
     */
    public final SendResult offer(Parcel parcel) {
        return plain().offer(parcel.type(), parcel.correlation(), parcel.bytes());
    }

    @Override
    public final @Nullable Received take(Duration timeout) {
        return plain().take(codec(), timeout);
    }

    @Override
    public final BytesChannel bytes() {
        return plain();
    }

    /** This end of the channel, without the codec. */
    abstract ChannelEnd plain();
}
