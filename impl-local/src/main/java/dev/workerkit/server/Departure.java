package dev.workerkit.server;

import dev.workerkit.Disconnect;
import dev.workerkit.WireLimits;
import dev.workerkit.wire.Bye;
import dev.workerkit.wire.FrameType;
import dev.workerkit.wire.Outbox;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is closed so that the last word arrives. A socket that is closed with something
 * unread throws away what it has not sent, so it first says that nothing more is sent, and then reads
 * until the other side has ended too. On the event loop.
 */
final class Departure {

    /** How long a side that was sent away may take to end too. */
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Channel channel;
    private final Outbox outbox;
    private final long stallNanos;
    private boolean begun;
    private boolean outputEnded;
    private boolean nothingComes;
    private @Nullable Future<?> limit;

    Departure(Channel channel, Outbox outbox, WireLimits limits) {
        this.channel = channel;
        this.outbox = outbox;
        stallNanos = limits.stallTimeout().toNanos();
    }

    /** Says goodbye, and reads until the other side has ended. */
    void sendAway(Disconnect why) {
        if (begun) {
            return;
        }
        begun = true;
        outbox.add(FrameType.BYE, Bye.content(why));
        outbox.end();
        limit =
                channel.eventLoop()
                        .schedule(
                                () -> channel.close(),
                                nothingComes ? stallNanos : LINGER_NANOS,
                                TimeUnit.NANOSECONDS);
        outbox.flush();
        written(outbox.unread());
    }

    /** Says goodbye to a side that has said so before, after all that is on its way to it. */
    void sayGoodbye(Disconnect why) {
        nothingComes = true;
        // Netty takes the end of what comes for the end of what is sent as well.
        channel.config().setAutoRead(false);
        sendAway(why);
    }

    /** The connection has been closed. */
    void end() {
        begun = true;
        if (limit != null) {
            limit.cancel(false);
        }
    }

    /** Takes note of how many bytes are on their way. */
    void written(long unread) {
        if (!begun || unread > 0) {
            return;
        }
        if (nothingComes) {
            channel.close();
        } else if (!outputEnded) {
            outputEnded = true;
            endOutput();
        }
    }

    private void endOutput() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else {
            ((DuplexChannel) channel).shutdownOutput();
        }
    }
}
