package dev.workerkit.shared;

import dev.workerkit.Disconnect;
import dev.workerkit.Disconnect.Reason;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerId;
import dev.workerkit.engine.Promise;
import dev.workerkit.wire.Answer;
import dev.workerkit.wire.Bye;
import dev.workerkit.wire.Frame;
import dev.workerkit.wire.FrameDecoder;
import dev.workerkit.wire.FrameType;
import dev.workerkit.wire.Hello;
import dev.workerkit.wire.Proof;
import dev.workerkit.wire.TlsFailure;
import dev.workerkit.wire.Violation;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a worker, from the first byte to the end. What is not said to be for any thread
 * is called by its event loop alone.
 */
final class Connection extends ChannelInboundHandlerAdapter {

    private static final Disconnect CLOSED_HERE =
            new Disconnect(Reason.CLOSED, "this master has closed the connection");

    /** For a last word to a side that may not listen. */
    private static final long LAST_WORD_SECONDS = 1;

    private final Channel channel;
    private final Introduction introduction;
    private final FrameDecoder decoder;
    private final CompletableFuture<Reply> reply;
    private final Inflow in;
    private final Outflow out;
    private final Requests requests;
    private final Promise<Disconnect> disconnected = new Promise<>();
    private volatile boolean closedHere;
    private volatile @Nullable Disconnect over;
    private @Nullable Disconnect end;
    private boolean welcomed;

    /** A connection that introduces itself when it is made, and tells what came of that. */
    Connection(Channel channel, Introduction introduction, CompletableFuture<Reply> reply) {
        this.channel = channel;
        this.introduction = introduction;
        this.decoder = new FrameDecoder(introduction.limits().maxFrameBytes());
        this.reply = reply;
        int bound = introduction.limits().maxUnreadBytes();
        this.in = new Inflow(bound, () -> channel.eventLoop().execute(decoder::resume));
        this.out = new Outflow(channel, bound);
        this.requests =
                new Requests(introduction.address(), out.outbox(), introduction.completions());
        channel.pipeline().addLast(decoder, this);
    }

    /** What has come; any thread. */
    Inflow in() {
        return in;
    }

    /** What is on its way; any thread. */
    Outflow out() {
        return out;
    }

    /** What the worker is asked; any thread. */
    Requests requests() {
        return requests;
    }

    /** Completes with the end, on a thread that may be blocked; any thread. */
    CompletableFuture<Disconnect> disconnected() {
        Disconnect known = over;
        return known == null ? disconnected : CompletableFuture.completedFuture(known);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (channel.localAddress() != null
                && channel.localAddress().equals(channel.remoteAddress())) {
            // The kernel gave this end the very port that is called.
            reply.complete(new Reply.Nobody("nobody listens"));
            ctx.close();
            return;
        }
        out.outbox().addPreface();
        out.outbox().add(FrameType.HELLO, introduction.hello().content());
        out.outbox().flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Frame frame = (Frame) message;
        if (welcomed) {
            read(frame);
        } else {
            readFirst(frame);
        }
    }

    private void readFirst(Frame frame) {
        if (frame.type() == FrameType.BYE) {
            end = Bye.read(frame);
            channel.close();
        } else if (frame.type() == FrameType.HELLO) {
            welcome(Hello.OfWorker.read(frame));
        } else {
            throw new Violation("a " + frame.type().wireName() + " comes before the hello");
        }
    }

    private void welcome(Hello.OfWorker hello) {
        requireId(hello.id());
        introduction.requireCodec(hello.codec());
        out.limit(hello.maxFrameBytes());
        requests.begin(new Proof(hello.challenge(), introduction.nonce()));
        welcomed = true;
        reply.complete(new Reply.Welcome(this, hello));
    }

    private static void requireId(String id) {
        try {
            new WorkerId(id);
        } catch (SpecException e) {
            throw new Violation("the field 'id' of a hello is no id of a worker: '" + id + "'");
        }
    }

    private void read(Frame frame) {
        switch (frame.type()) {
            case DATA -> {
                if (in.add(frame.content())) {
                    decoder.pause();
                }
            }
            case STATUS, STOPPED, REFUSED -> requests.answered(Answer.read(frame));
            case PING -> {
                out.outbox().add(FrameType.PONG, frame.content());
                out.outbox().flushSoon();
            }
            case PONG -> {
                // An answer to nothing, which does no harm.
            }
            case BYE -> ended(Bye.read(frame));
            case HELLO, QUERY, STOP ->
                    throw new Violation("a worker says " + frame.type().wireName());
        }
    }

    private void ended(Disconnect bye) {
        if (end == null) {
            end = closedHere ? CLOSED_HERE : bye;
        }
        if (bye.reason() != Reason.CLOSED) {
            channel.close();
            return;
        }
        out.close(Bye.content(new Disconnect(Reason.CLOSED, "")));
        out.outbox().close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof Violation violation) {
            sendAway(violation.disconnect());
        } else {
            if (end == null) {
                end = failed(cause);
            }
            ctx.close();
        }
    }

    private Disconnect failed(Throwable cause) {
        if (introduction.address() instanceof WorkerAddress.Tls address) {
            Optional<TlsFailure> tls = TlsFailure.of(cause, address.host());
            if (tls.isPresent()) {
                return new Disconnect(Reason.PROTOCOL, tls.get().toString());
            }
        }
        return new Disconnect(Reason.LOST, String.valueOf(cause.getMessage()));
    }

    private void sendAway(Disconnect why) {
        if (end == null) {
            end = why;
        }
        out.close(Bye.content(why));
        out.outbox().close();
        channel.eventLoop().schedule(() -> channel.close(), LAST_WORD_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Disconnect last = lastWord();
        // In this order: whoever is told the end by the channel finds the reason, and whoever
        // learns of it by receiving can't send any more.
        over = last;
        out.discard(last);
        in.end(last);
        requests.end(last);
        if (!welcomed) {
            reply.complete(
                    last.reason() == Reason.LOST
                            ? new Reply.Silence(last.text())
                            : new Reply.Refusal(last));
        }
        introduction.completions().execute(() -> disconnected.keep(last));
    }

    private Disconnect lastWord() {
        if (requests.isStopped()) {
            return new Disconnect(Reason.STOPPING, "the worker has stopped, as it was asked to");
        }
        if (end != null) {
            return end;
        }
        return closedHere
                ? CLOSED_HERE
                : new Disconnect(Reason.LOST, "the connection broke off without a goodbye");
    }

    /** Sends nothing more; the connection ends when the worker has said goodbye, too. Any thread. */
    void beginClose() {
        if (closedHere || over != null) {
            return;
        }
        closedHere = true;
        out.close(Bye.content(new Disconnect(Reason.CLOSED, "")));
        channel.eventLoop().execute(() -> linger(in.received()));
    }

    /** Until what the worker still sends is received; but not for one who receives nothing. */
    private void linger(long received) {
        Duration patience = introduction.limits().stallTimeout();
        channel.eventLoop()
                .schedule(
                        () -> {
                            long now = in.received();
                            if (in.isPaused() && now == received) {
                                channel.close();
                            } else if (channel.isActive()) {
                                linger(now);
                            }
                        },
                        patience.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** Ends it at once. Any thread. */
    void abort() {
        channel.close();
    }

    /** Waits as long as this for its end; whether it has ended. Any thread but an event loop. */
    boolean awaitEnd(long nanos) throws InterruptedException {
        return channel.closeFuture().await(nanos, TimeUnit.NANOSECONDS);
    }
}
