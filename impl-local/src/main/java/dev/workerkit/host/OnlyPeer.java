package dev.workerkit.host;

import dev.workerkit.ChannelClosedException;
import dev.workerkit.Disconnect;
import dev.workerkit.SendResult;
import dev.workerkit.channel.WorkerChannel;
import dev.workerkit.worker.Peer;
import org.jspecify.annotations.Nullable;

/** The master of a dedicated worker, as a handler sees it. */
final class OnlyPeer implements Peer {

    private final HostContext context;
    private final WorkLoop loop;
    private volatile @Nullable Disconnect farewell;
    private volatile @Nullable Disconnect disconnected;
    private boolean messageInHand;

    OnlyPeer(HostContext context, WorkLoop loop) {
        this.context = context;
        this.loop = loop;
    }

    /** Whether a message of the master's is being dealt with; for the worker's thread to say. */
    void messageInHand(boolean is) {
        messageInHand = is;
    }

    void gone(Disconnect why) {
        disconnected = why;
    }

    /** What the handler said to it when it sent it away, if it did. */
    @Nullable Disconnect farewell() {
        return farewell;
    }

    @Override
    public String name() {
        return "master#1";
    }

    /** An answer to the message in hand waits for room: meanwhile no other message is taken. */
    @Override
    public SendResult send(Object message) {
        if (disconnected != null) {
            return SendResult.CLOSED;
        }
        WorkerChannel channel = context.channel();
        if (!loop.isCurrent() || !messageInHand) {
            return channel.offer(message);
        }
        try {
            channel.send(message);
            return SendResult.SENT;
        } catch (ChannelClosedException e) {
            return SendResult.CLOSED;
        }
    }

    @Override
    public boolean isConnected() {
        return disconnected == null;
    }

    /** Nobody is left to serve then, so the worker ends. */
    @Override
    public void disconnect(String text) {
        if (farewell == null) {
            farewell = new Disconnect(Disconnect.Reason.CLOSED, text);
            context.channel().close();
            context.exit(ExitCode.DONE);
        }
    }

    @Override
    public @Nullable Disconnect disconnected() {
        return disconnected;
    }

    @Override
    public String toString() {
        return name();
    }
}
