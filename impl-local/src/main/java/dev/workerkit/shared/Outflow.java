package dev.workerkit.shared;

import dev.workerkit.Disconnect;
import dev.workerkit.MessageTooLargeException;
import dev.workerkit.SendResult;
import dev.workerkit.wire.FrameType;
import dev.workerkit.wire.Outbox;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way to the worker, and the waiting for room when too many are. Any number of
 * threads may send.
 */
final class Outflow {

    private static final String LIMIT_OF_WORKER =
            "WireLimits.maxFrameBytes where the worker is started: SharedWorkerSpec.withLimits";

    private final Object room = new Object();
    private final Outbox outbox;
    private final int bound;
    private volatile int longest;
    private volatile boolean closed;
    private volatile boolean gone;
    private volatile int waiting;
    private volatile @Nullable Disconnect end;

    /**
     * For a connection.
     *
     * @param bound how many bytes may be on their way before a sender is held back
     */
    Outflow(Channel channel, int bound) {
        this.outbox = new Outbox(channel, unread -> written());
        this.bound = bound;
    }

    /** Frames of the connection's own go here directly: they are never held back. */
    Outbox outbox() {
        return outbox;
    }

    /** The worker has said how long its frames may be. */
    void limit(int maxFrameBytes) {
        longest = maxFrameBytes - 1;
    }

    /** Sends a message, or says at once why not. */
    SendResult offer(ByteBuffer message) {
        if (message.remaining() > longest) {
            throw new MessageTooLargeException(
                    message.remaining(), "the worker", longest, LIMIT_OF_WORKER);
        }
        if (closed) {
            return SendResult.CLOSED;
        }
        return switch (outbox.add(FrameType.DATA, message, bound)) {
            case ADDED -> {
                outbox.flushSoon();
                yield SendResult.SENT;
            }
            case FULL -> SendResult.FULL;
            case ENDED -> SendResult.CLOSED;
        };
    }

    /** The same, waiting for room as long as this. */
    SendResult send(ByteBuffer message, long nanos) {
        SendResult result = offer(message);
        return result == SendResult.FULL && nanos > 0 ? sendWaiting(message, nanos) : result;
    }

    private SendResult sendWaiting(ByteBuffer message, long nanos) {
        long start = System.nanoTime();
        synchronized (room) {
            waiting++;
            try {
                SendResult result = offer(message);
                for (long left = nanos;
                        result == SendResult.FULL && left > 0;
                        left = nanos - (System.nanoTime() - start)) {
                    room.wait(left / 1_000_000, (int) (left % 1_000_000));
                    result = offer(message);
                }
                return result;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Interrupts.whileWaiting(e);
            } finally {
                waiting--;
            }
        }
    }

    private void written() {
        if (waiting > 0 || closed) {
            synchronized (room) {
                room.notifyAll();
            }
        }
    }

    /**
     * Takes no more messages.
     *
     * @param bye the last frame; null if none is to be sent
     */
    void close(@Nullable ByteBuffer bye) {
        closed = true;
        if (bye != null) {
            outbox.add(FrameType.BYE, bye);
            outbox.end();
            outbox.flush();
        }
        synchronized (room) {
            room.notifyAll();
        }
    }

    /** Whether it takes no more messages. */
    boolean isClosed() {
        return closed;
    }

    /** Waits as long as this until all is handed to the system; the thread may be interrupted. */
    void awaitSent(long nanos) throws InterruptedException {
        long start = System.nanoTime();
        synchronized (room) {
            for (long left = nanos;
                    outbox.unread() > 0 && !gone && left > 0;
                    left = nanos - (System.nanoTime() - start)) {
                room.wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        }
    }

    /** Why nothing more is sent; empty as long as the connection has not ended. */
    Optional<Disconnect> end() {
        return Optional.ofNullable(end);
    }

    /** The connection has ended so: what was not sent never will be. */
    void discard(Disconnect why) {
        end = why;
        closed = true;
        gone = true;
        outbox.discard();
        synchronized (room) {
            room.notifyAll();
        }
    }
}
