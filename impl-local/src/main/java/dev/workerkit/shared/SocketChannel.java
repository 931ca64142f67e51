package dev.workerkit.shared;

import dev.workerkit.BytesChannel;
import dev.workerkit.BytesHandler;
import dev.workerkit.Delivery;
import dev.workerkit.MessageCodec;
import dev.workerkit.channel.MessageChannel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The messages of a connection. They count as acknowledged when they are taken. */
final class SocketChannel extends MessageChannel {

    private final SocketEnd end;
    private final Runnable close;

    /**
     * On these bytes.
     *
     * @param close begins to end the connection
     */
    SocketChannel(MessageCodec codec, SocketEnd end, Runnable close) {
        super(codec);
        this.end = end;
        this.close = close;
    }

    @Override
    public BytesChannel bytes() {
        return end;
    }

    @Override
    public @Nullable Delivery take(Duration timeout) {
        Keeper keeper = new Keeper();
        return end.receive(keeper, timeout)
                ? new Taken(codec(), keeper.message.orElseThrow())
                : null;
    }

    @Override
    public void close() {
        close.run();
    }

    @Override
    public boolean isClosed() {
        return end.out().isClosed();
    }

    @Override
    protected String whyClosed() {
        return end.out()
                .end()
                .map(why -> "the connection has ended: " + why)
                .orElseGet(super::whyClosed);
    }

    /** Keeps a message beyond the call: its bytes are nobody else's. */
    private static final class Keeper implements BytesHandler {

        private Optional<ByteBuffer> message = Optional.empty();

        @Override
        public void onMessage(ByteBuffer bytes) {
            message = Optional.of(bytes);
        }
    }

    private record Taken(MessageCodec codec, ByteBuffer bytes) implements Delivery {

        @Override
        public <T> T message(Class<T> type) {
            return codec.decode(bytes.duplicate(), type);
        }

        @Override
        public int attempts() {
            return 0;
        }

        @Override
        public void acknowledge() {}
    }
}
