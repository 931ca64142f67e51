package dev.workerkit.channel;

import dev.workerkit.BytesHandler;
import dev.workerkit.Channel;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.MessageCodec;
import dev.workerkit.MessageCodecException;
import dev.workerkit.SendResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A channel of messages on top of one of bytes. */
public abstract class MessageChannel implements Channel {

    static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private final MessageCodec codec;

    /** With this codec for both directions. */
    protected MessageChannel(MessageCodec codec) {
        this.codec = codec;
    }

    /** That of both directions. */
    protected final MessageCodec codec() {
        return codec;
    }

    @Override
    public final void send(Object message) {
        if (send(message, FOR_EVER) != SendResult.SENT) {
            throw new ChannelClosedException("The message was not sent: " + whyClosed());
        }
    }

    /** Why nothing more is sent, once that is so. */
    protected String whyClosed() {
        return "the channel is closed";
    }

    @Override
    public final SendResult send(Object message, Duration timeout) {
        return bytes().send(encode(message), timeout);
    }

    @Override
    public final SendResult offer(Object message) {
        return bytes().offer(encode(message));
    }

    /**
     * The bytes of a message, as this channel's codec has it.
     *
     * @throws MessageCodecException if it can't be encoded
     */
    public final ByteBuffer encode(Object message) {
        return codec.encode(requireMessage(message));
    }

    /** At the sender, who can do something about it. */
    private static Object requireMessage(@Nullable Object message) {
        if (message == null) {
            throw new MessageCodecException(
                    "null is no message; send a value, or an object that holds none", null);
        }
        return message;
    }

    @Override
    public final Object receive() {
        Object message;
        do {
            message = receive(FOR_EVER);
        } while (message == null);
        return message;
    }

    @Override
    public final <T> @Nullable T receive(Duration timeout, Class<T> type) {
        Decoder<T> decoder = new Decoder<>(codec, type);
        return bytes().receive(decoder, timeout) ? decoder.message() : null;
    }

    /** Decodes one message, as it may lie where it is only during the call. */
    private static final class Decoder<T> implements BytesHandler {

        private final MessageCodec codec;
        private final Class<T> type;
        private @Nullable T message;

        Decoder(MessageCodec codec, Class<T> type) {
            this.codec = codec;
            this.type = type;
        }

        @Override
        public void onMessage(ByteBuffer bytes) {
            message = codec.decode(bytes, type);
        }

        T message() {
            return Objects.requireNonNull(message, "The codec decoded a message to null");
        }
    }
}
