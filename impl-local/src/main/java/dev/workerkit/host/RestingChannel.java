package dev.workerkit.host;

import dev.workerkit.BytesChannel;
import dev.workerkit.BytesHandler;
import dev.workerkit.Channel;
import dev.workerkit.Delivery;
import dev.workerkit.SendResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The channel of a raw worker, which rests while it waits for a message. */
final class RestingChannel implements Channel {

    private final Channel channel;
    private final Rest rest;

    RestingChannel(Channel channel, Rest rest) {
        this.channel = channel;
        this.rest = rest;
    }

    @Override
    public void send(Object message) {
        channel.send(message);
    }

    @Override
    public SendResult send(Object message, Duration timeout) {
        return channel.send(message, timeout);
    }

    @Override
    public SendResult offer(Object message) {
        return channel.offer(message);
    }

    @Override
    public Object receive() {
        rest.begin();
        try {
            return channel.receive();
        } finally {
            rest.end();
        }
    }

    @Override
    public <T> @Nullable T receive(Duration timeout, Class<T> type) {
        rest.begin();
        try {
            return channel.receive(timeout, type);
        } finally {
            rest.end();
        }
    }

    @Override
    public @Nullable Delivery take(Duration timeout) {
        rest.begin();
        try {
            return channel.take(timeout);
        } finally {
            rest.end();
        }
    }

    @Override
    public BytesChannel bytes() {
        return new RestingBytes(channel.bytes(), rest);
    }

    @Override
    public void close() {
        channel.close();
    }

    @Override
    public boolean isClosed() {
        return channel.isClosed();
    }

    /** The same of plain bytes, without allocation: only one thread ever rests. */
    private static final class RestingBytes implements BytesChannel {

        private final BytesChannel channel;
        private final Rest rest;
        private @Nullable BytesHandler handler;
        private final BytesHandler working = this::work;

        RestingBytes(BytesChannel channel, Rest rest) {
            this.channel = channel;
            this.rest = rest;
        }

        private void work(ByteBuffer message) {
            rest.end();
            Objects.requireNonNull(handler).onMessage(message);
        }

        @Override
        public SendResult offer(ByteBuffer message) {
            return channel.offer(message);
        }

        @Override
        public SendResult send(ByteBuffer message, Duration timeout) {
            return channel.send(message, timeout);
        }

        @Override
        public boolean poll(BytesHandler taker) {
            return receive(taker, Duration.ZERO);
        }

        @Override
        public boolean receive(BytesHandler taker, Duration timeout) {
            if (!rest.isOfThisThread()) {
                return channel.receive(taker, timeout);
            }
            handler = taker;
            rest.begin();
            try {
                return channel.receive(working, timeout);
            } finally {
                rest.end();
            }
        }
    }
}
