package dev.workerkit.benchmarks.peer;

import dev.workerkit.BytesChannel;
import dev.workerkit.BytesHandler;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One end of the kit's channel, by its public API. */
final class ChannelLink implements Link, BytesHandler {

    private static final Duration LONG = Duration.ofDays(1);

    private final BytesChannel channel;
    private final boolean looking;
    private @Nullable ByteBuffer receiving;

    ChannelLink(BytesChannel channel, Waiting waiting) {
        this.channel = channel;
        this.looking = waiting == Waiting.PINNED;
    }

    @Override
    public void send(ByteBuffer message) throws IOException {
        if (looking) {
            SendResult result = channel.offer(message);
            while (result == SendResult.FULL) {
                Looking.pause();
                result = channel.offer(message);
            }
            require(result);
        } else {
            require(channel.send(message, LONG));
        }
    }

    private static void require(SendResult result) throws IOException {
        if (result != SendResult.SENT) {
            throw new IOException("The channel did not send: " + result);
        }
    }

    @Override
    public boolean receive(ByteBuffer into) {
        receiving = into;
        try {
            if (looking) {
                while (!channel.poll(this)) {
                    Looking.pause();
                }
                return true;
            }
            return channel.receive(this, LONG);
        } catch (ChannelClosedException e) {
            return false;
        }
    }

    @Override
    public void onMessage(ByteBuffer message) {
        ByteBuffer into = receiving;
        if (into != null) {
            into.clear();
            into.put(0, message, message.position(), message.remaining());
            into.limit(message.remaining());
        }
    }

    @Override
    public void close() {}
}
