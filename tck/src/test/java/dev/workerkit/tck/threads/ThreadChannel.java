package dev.workerkit.tck.threads;

import dev.workerkit.BytesChannel;
import dev.workerkit.BytesHandler;
import dev.workerkit.Channel;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.Delivery;
import dev.workerkit.MessageCodec;
import dev.workerkit.MessageTooLargeException;
import dev.workerkit.SendResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One end of a channel. */
final class ThreadChannel implements Channel, BytesChannel {

    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final Pipe in;
    private final Pipe out;
    private final MessageCodec codec;
    private final int limit;
    private final End end;

    ThreadChannel(Pipe in, Pipe out, MessageCodec codec, int limit, End end) {
        this.in = in;
        this.out = out;
        this.codec = codec;
        this.limit = limit;
        this.end = end;
    }

    @Override
    public void send(Object message) {
        if (send(message, FOR_EVER) == SendResult.CLOSED) {
            throw new ChannelClosedException("This end of the channel is closed");
        }
    }

    @Override
    public SendResult send(Object message, Duration timeout) {
        return send(codec.encode(message), timeout);
    }

    @Override
    public SendResult offer(Object message) {
        return send(message, Duration.ZERO);
    }

    @Override
    public SendResult offer(ByteBuffer message) {
        return send(message, Duration.ZERO);
    }

    @Override
    public SendResult send(ByteBuffer message, Duration timeout) {
        if (message.remaining() > limit) {
            throw new MessageTooLargeException(message.remaining(), limit);
        }
        byte[] bytes = new byte[message.remaining()];
        message.duplicate().get(bytes);
        try {
            return out.put(bytes, deadline(timeout), end::maySend);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public Object receive() {
        Object message = null;
        while (message == null) {
            message = receive(FOR_EVER);
        }
        return message;
    }

    @Override
    public <T> @Nullable T receive(Duration timeout, Class<T> type) {
        Pipe.@Nullable Message message = next(timeout);
        if (message == null) {
            return null;
        }
        try {
            return codec.decode(ByteBuffer.wrap(message.bytes()), type);
        } finally {
            in.acknowledge(message);
        }
    }

    @Override
    public @Nullable Delivery take(Duration timeout) {
        Pipe.@Nullable Message message = next(timeout);
        return message == null ? null : new Taken(message, in, codec);
    }

    @Override
    public boolean poll(BytesHandler handler) {
        return receive(handler, Duration.ZERO);
    }

    @Override
    public boolean receive(BytesHandler handler, Duration timeout) {
        Pipe.@Nullable Message message = next(timeout);
        if (message == null) {
            return false;
        }
        in.acknowledge(message);
        handler.onMessage(ByteBuffer.wrap(message.bytes()).asReadOnlyBuffer());
        return true;
    }

    private Pipe.@Nullable Message next(Duration timeout) {
        end.rests();
        try {
            Pipe.@Nullable Message message = in.next(deadline(timeout), end::mayReceive);
            if (message == null && (in.isOver() || !end.mayReceive())) {
                throw new ChannelClosedException("The channel has ended; all was received");
            }
            return message;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            end.goesOn();
        }
    }

    @Override
    public BytesChannel bytes() {
        return this;
    }

    @Override
    public void close() {
        out.close();
    }

    @Override
    public boolean isClosed() {
        return out.isClosed() || !end.maySend();
    }

    private static long deadline(Duration timeout) {
        return System.nanoTime() + timeout.toNanos();
    }

    private static ChannelClosedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ChannelClosedException("Interrupted while waiting", e);
    }

    private record Taken(Pipe.Message taken, Pipe pipe, MessageCodec codec) implements Delivery {

        @Override
        public <T> T message(Class<T> type) {
            return codec.decode(ByteBuffer.wrap(taken.bytes()), type);
        }

        @Override
        public int attempts() {
            return taken.attempts();
        }

        @Override
        public void acknowledge() {
            pipe.acknowledge(taken);
        }
    }
}
