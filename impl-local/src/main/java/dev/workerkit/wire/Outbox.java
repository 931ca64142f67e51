package dev.workerkit.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way to the other side of a connection. Any thread may add frames; they are sent in
 * the order in which they were added. What comes between two flushes goes into few buffers, so that
 * many small frames cost few bytes more than they have, and few system calls.
 */
public final class Outbox {

    /** Hears how much is on its way, on the connection's event loop. */
    @FunctionalInterface
    public interface Listener {
        /** A flush was made, or some of it was handed to the system; so many bytes were not yet. */
        void written(long unread);
    }

    /** Of each frame: its length and its type. */
    public static final int HEADER_BYTES = 5;

    private static final int BATCH_BYTES = 32 << 10;

    private final Channel channel;
    private final Listener listener;
    private final Queue<ByteBuf> full = new ArrayDeque<>(2);
    private @Nullable ByteBuf batch;
    private boolean ended;
    private boolean flushing;
    private volatile long unread;

    /** For this connection. */
    public Outbox(Channel channel, Listener listener) {
        this.channel = channel;
        this.listener = listener;
    }

    /** Adds the preface, before all else. */
    public synchronized void addPreface() {
        Preface.write(room(Preface.LENGTH));
    }

    /**
     * Adds a frame.
     *
     * @param content is copied
     * @return false if nothing more is sent, because the last frame was added or the connection has
     *     ended
     */
    public boolean add(FrameType type, ByteBuffer content) {
        return add(type, content, Long.MAX_VALUE) == Outcome.ADDED;
    }

    /** What became of a frame. */
    public enum Outcome {
        /** It will be sent. */
        ADDED,
        /** More than the bound is on its way already. */
        FULL,
        /** Nothing more is sent. */
        ENDED
    }

    /** Adds a frame unless more than this many bytes are on their way already. */
    public synchronized Outcome add(FrameType type, ByteBuffer content, long bound) {
        if (ended) {
            return Outcome.ENDED;
        }
        if (unread > bound) {
            return Outcome.FULL;
        }
        int length = content.remaining();
        room(HEADER_BYTES + length)
                .writeInt(length + 1)
                .writeByte(type.code())
                .writeBytes(content.duplicate());
        return Outcome.ADDED;
    }

    /** Adds nothing more; what was added is still sent. */
    public synchronized void end() {
        ended = true;
    }

    /** Bytes that were added and not yet handed to the system. */
    public long unread() {
        return unread;
    }

    private ByteBuf room(int bytes) {
        ByteBuf current = batch;
        if (current != null && current.readableBytes() + bytes > BATCH_BYTES) {
            full.add(current);
            current = null;
        }
        if (current == null) {
            current = channel.alloc().buffer(bytes);
            batch = current;
        }
        // Not before there is room: memory may be short.
        unread += bytes;
        return current;
    }

    /** Sends what was added: at once on the event loop, soon from any other thread. */
    public void flush() {
        if (channel.eventLoop().inEventLoop()) {
            flushNow();
        } else {
            flushSoon();
        }
    }

    /** Sends what was added when the event loop is done with what it has at hand; any thread. */
    public void flushSoon() {
        synchronized (this) {
            if (flushing) {
                return;
            }
            flushing = true;
        }
        channel.eventLoop().execute(this::flushNow);
    }

    private void flushNow() {
        ChannelFuture last = null;
        while (true) {
            ByteBuf next;
            synchronized (this) {
                next = full.poll();
                if (next == null) {
                    next = batch;
                    batch = null;
                    flushing = false;
                }
            }
            if (next == null) {
                break;
            }
            int bytes = next.readableBytes();
            last = channel.write(next);
            last.addListener(future -> written(bytes, future.isSuccess()));
        }
        if (last != null) {
            channel.flush();
            listener.written(unread);
        }
    }

    private void written(int bytes, boolean handedOver) {
        long left;
        synchronized (this) {
            // Nobody who finds room now should take it for a way to the other side.
            ended |= !handedOver;
            unread -= bytes;
            left = unread;
        }
        listener.written(left);
    }

    /** Sends what was added, ends, and closes the connection when all is handed to the system. */
    public void close() {
        end();
        channel.eventLoop()
                .execute(
                        () -> {
                            flushNow();
                            channel.writeAndFlush(channel.alloc().buffer(0))
                                    .addListener(future -> channel.close());
                        });
    }

    /** Forgets what was not sent; the connection has ended. */
    public synchronized void discard() {
        ended = true;
        full.forEach(ByteBuf::release);
        full.clear();
        if (batch != null) {
            batch.release();
            batch = null;
        }
    }
}
