package dev.workerkit.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of one connection into {@link Frame}s, and what breaks the protocol into a {@link
 * Violation}, after which it reads nothing more. Used by the connection's event loop alone.
 *
 * <p>It keeps the bytes of a frame that is not complete and allots nothing for those that were only
 * announced (WRK-WIRE-005).
 */
public final class FrameDecoder extends ChannelInboundHandlerAdapter {

    private static final int LENGTH_BYTES = 4;

    private int maxFrameBytes;
    private final IntConsumer listener;
    private int peersMinor = -1;
    private long toSkip;
    private boolean paused;
    private boolean broken;
    private boolean decoding;

    /** What has come and was not decoded yet; null if there is nothing. */
    private @Nullable ByteBuf rest;

    private @Nullable ChannelHandlerContext context;

    /** One that takes frames of up to this many bytes, type and content. */
    public FrameDecoder(int maxFrameBytes) {
        this(maxFrameBytes, kept -> {});
    }

    /**
     * One that tells what it keeps.
     *
     * @param listener told how many bytes are kept, each time that some have come
     */
    public FrameDecoder(int maxFrameBytes, IntConsumer listener) {
        this.maxFrameBytes = maxFrameBytes;
        this.listener = listener;
    }

    /** Takes frames of up to this many bytes, type and content, from the next one on. */
    public void takeUpTo(int bytes) {
        maxFrameBytes = bytes;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        forget();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        forget();
        ctx.fireChannelInactive();
    }

    private void forget() {
        if (rest != null && !decoding) {
            rest.release();
            rest = null;
            listener.accept(0);
        }
    }

    /** Hands out no frame, and reads nothing more, until {@link #resume}. */
    public void pause() {
        paused = true;
        if (context != null) {
            context.channel().config().setAutoRead(false);
        }
    }

    /** Hands out what has come meanwhile, and reads on unless that is cause for another pause. */
    public void resume() {
        paused = false;
        if (context != null) {
            context.channel().config().setAutoRead(true);
            if (rest != null && !decoding) {
                decode(context, rest);
                context.fireChannelReadComplete();
            }
        }
    }

    /** Takes no notice of anything that comes from now on, but goes on reading it. */
    public void ignoreAll() {
        broken = true;
        paused = false;
        forget();
        if (context != null) {
            context.channel().config().setAutoRead(true);
        }
    }

    /** How much memory what has come and was not decoded yet takes. */
    int keptBytes() {
        return rest == null ? 0 : rest.capacity();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (rest == null) {
            decode(ctx, bytes);
            return;
        }
        try {
            rest.writeBytes(bytes);
        } finally {
            bytes.release();
        }
        decode(ctx, rest);
    }

    /** Hands out all frames in these bytes, and takes charge of what is left. */
    private void decode(ChannelHandlerContext ctx, ByteBuf in) {
        decoding = true;
        rest = in;
        try {
            Frame frame = next(in);
            while (frame != null) {
                ctx.fireChannelRead(frame);
                frame = next(in);
            }
        } catch (Violation violation) {
            broken = true;
            ctx.fireExceptionCaught(violation);
        } finally {
            decoding = false;
            rest = kept(ctx, in);
        }
        listener.accept(keptBytes());
    }

    /** What is left of these bytes, with no more memory than it needs; null if nothing is. */
    private @Nullable ByteBuf kept(ChannelHandlerContext ctx, ByteBuf in) {
        if (in.isReadable() && !broken && !ctx.isRemoved() && ctx.channel().isActive()) {
            if (in.readerIndex() == 0 && in == rest && in.capacity() <= 2 * in.readableBytes()) {
                return in;
            }
            ByteBuf copy = ctx.alloc().buffer(in.readableBytes()).writeBytes(in);
            in.release();
            return copy;
        }
        in.release();
        return null;
    }

    private @Nullable Frame next(ByteBuf in) {
        while (!paused && !broken) {
            if (peersMinor < 0) {
                peersMinor = Preface.read(in);
                if (peersMinor < 0) {
                    return null;
                }
            }
            skip(in);
            if (toSkip > 0 || in.readableBytes() < LENGTH_BYTES) {
                return null;
            }
            long length = checkedLength(in.getUnsignedInt(in.readerIndex()));
            if (in.readableBytes() == LENGTH_BYTES) {
                return null;
            }
            int code = in.getUnsignedByte(in.readerIndex() + LENGTH_BYTES);
            FrameType type = checkedType(code, length);
            if (type != null) {
                return in.readableBytes() < LENGTH_BYTES + length ? null : read(type, length, in);
            }
            toSkip = LENGTH_BYTES + length;
        }
        return null;
    }

    private void skip(ByteBuf in) {
        int now = (int) Math.min(toSkip, in.readableBytes());
        in.skipBytes(now);
        toSkip -= now;
    }

    private static Frame read(FrameType type, long length, ByteBuf in) {
        in.skipBytes(LENGTH_BYTES + 1);
        byte[] content = new byte[(int) length - 1];
        in.readBytes(content);
        return new Frame(type, ByteBuffer.wrap(content));
    }

    private long checkedLength(long length) {
        if (length < 1) {
            throw new Violation("a frame is empty; it has a type at least");
        }
        if (length > maxFrameBytes) {
            throw new Violation("a frame of " + length + " bytes is longer than " + maxFrameBytes);
        }
        return length;
    }

    /** Null if frames of this type are to be skipped. */
    private @Nullable FrameType checkedType(int code, long length) {
        FrameType type = FrameType.of(code);
        if (type == null && (code == 0 || peersMinor <= Preface.MINOR)) {
            throw new Violation("there is no frame of type " + code);
        }
        if (type != null && type.isPing() && length > FrameType.LONGEST_PING + 1) {
            throw new Violation(
                    "the content of a "
                            + type.wireName()
                            + " is longer than "
                            + FrameType.LONGEST_PING
                            + " bytes");
        }
        return type;
    }
}
