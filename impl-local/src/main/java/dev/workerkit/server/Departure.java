package dev.workerkit.server;

import dev.workerkit.Disconnect;
import dev.workerkit.wire.Bye;
import dev.workerkit.wire.FrameType;
import dev.workerkit.wire.Outbox;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * How a connection is closed so that the last word arrives. A socket that is closed with something
 * unread throws away what it has not sent, so it first says that nothing more is sent, and then reads
 * until the other side has ended too. On the event loop.
 */
final class Departure {

    /** How long the other side may take to end too. */
    private static final long LINGER_SECONDS = 5;

    private final Channel channel;
    private final Outbox outbox;
    private boolean begun;
    private boolean outputEnded;
    private boolean nothingComes;

    Departure(Channel channel, Outbox outbox) {
        this.channel = channel;
        this.outbox = outbox;
    }

    /** Says goodbye, and reads until the other side has ended. */
    void sendAway(Disconnect why) {
        if (begun) {
            return;
        }
        begun = true;
        outbox.add(FrameType.BYE, Bye.content(why));
        outbox.end();
        channel.eventLoop().schedule(() -> channel.close(), LINGER_SECONDS, TimeUnit.SECONDS);
        outbox.flush();
        written(outbox.unread());
    }

    /** Says goodbye to a side that has said so before, and so sends nothing more. */
    void sayGoodbye(Disconnect why) {
        nothingComes = true;
        sendAway(why);
    }

    /** The other side has closed, or at least sends nothing more. */
    void otherSideEnded() {
        nothingComes = true;
        if (begun) {
            written(outbox.unread());
        } else {
            channel.close();
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
