package dev.workerkit.server;

import dev.workerkit.Disconnect;
import dev.workerkit.MessageCodecException;
import dev.workerkit.MessageTooLargeException;
import dev.workerkit.SendResult;
import dev.workerkit.WireLimits;
import dev.workerkit.host.MemoryEnd;
import dev.workerkit.wire.Answer;
import dev.workerkit.wire.Bye;
import dev.workerkit.wire.Frame;
import dev.workerkit.wire.FrameDecoder;
import dev.workerkit.wire.FrameType;
import dev.workerkit.wire.Hello;
import dev.workerkit.wire.Outbox;
import dev.workerkit.wire.Proof;
import dev.workerkit.wire.Request;
import dev.workerkit.wire.Violation;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The worker's end of the connection of one master. On the event loop unless it says otherwise. */
final class Connection extends ChannelInboundHandlerAdapter {

    /** How a connection goes from its first to its last frame. */
    private enum State {
        /** The master has not introduced itself. */
        NEW,
        /** Messages go both ways. */
        OPEN,
        /** The worker has said goodbye in all friendship, and reads on. */
        LEAVING,
        /** Nothing that comes is looked at. */
        OVER
    }

    private static final Disconnect LOST =
            new Disconnect(Disconnect.Reason.LOST, "the connection ended without a goodbye");
    private static final ByteBuffer ASKED = ByteBuffer.allocate(0);

    private final SharedServer server;
    private final WireLimits limits;
    private final Channel channel;
    private final Outbox outbox;
    private final Intake intake;
    private final Silence silence;
    private final Requests requests;
    private final Departure departure;
    private final FrameDecoder decoder;
    private final Ration.Share unfinished;
    private final Ration.Share unread;
    private final String challenge = Proof.draw();
    private State state = State.NEW;
    private boolean admitted;
    private boolean inRead;
    private boolean messageInHand;
    private boolean answered;
    private @Nullable Future<?> handshake;
    private @Nullable Future<?> leave;
    private @Nullable MasterPeer peer;
    private Disconnect farewell = LOST;
    private volatile int peersMaxFrameBytes;

    Connection(SharedServer server, Channel channel) {
        this.server = server;
        this.channel = channel;
        limits = server.launch().limits();
        outbox = new Outbox(channel, this::written);
        departure = new Departure(channel, outbox, limits);
        decoder = new FrameDecoder(Math.min(Hello.LONGEST, limits.maxFrameBytes()), this::kept);
        unfinished = server.unfinished().share(this::tooMuchUnfinished);
        unread = server.unread().share(this::tooMuchUnread);
        intake = new Intake(channel.eventLoop(), decoder, limits, this::sendAway);
        silence =
                new Silence(
                        channel.eventLoop(),
                        server.launch(),
                        intake::isPaused,
                        () -> send(FrameType.PING, ASKED),
                        this::sendAway);
        requests = new Requests(server, this, channel.eventLoop(), intake);
    }

    /** What makes the frames that this reads. */
    FrameDecoder decoder() {
        return decoder;
    }

    /** Bytes have come, of which so many are kept. */
    private void kept(int bytes) {
        silence.heard();
        unfinished.holds(bytes);
    }

    private void tooMuchUnfinished() {
        sendAway(
                new Disconnect(
                        Disconnect.Reason.SLOW,
                        "all memory for unfinished frames is taken, and this one was slowest"));
    }

    /** No goodbye would get past what is to be let go of. */
    private void tooMuchUnread() {
        over(
                new Disconnect(
                        Disconnect.Reason.SLOW,
                        "all memory for unread messages is taken, and this master was slowest"));
        cut();
    }

    /** Closes the connection at once, whatever is on its way. */
    void cut() {
        // Not through TLS, which would have what is unread go first.
        channel.unsafe().close(channel.unsafe().voidPromise());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        outbox.addPreface();
        Disconnect refusal = server.admit(this);
        if (refusal != null) {
            sendAway(refusal);
            return;
        }
        admitted = true;
        handshake =
                channel.eventLoop()
                        .schedule(
                                this::handshakeTimedOut,
                                limits.handshakeTimeout().toNanos(),
                                TimeUnit.NANOSECONDS);
        outbox.flush();
    }

    private void handshakeTimedOut() {
        if (state == State.NEW) {
            sendAway(
                    new Disconnect(
                            Disconnect.Reason.TIMEOUT,
                            "no hello came within " + limits.handshakeTimeout()));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        inRead = true;
        try {
            read((Frame) message);
        } catch (Violation violation) {
            sendAway(violation.disconnect());
        }
        if (outbox.unread() > limits.maxUnreadBytes()) {
            // What the system takes at once was not left unread.
            outbox.flush();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        inRead = false;
        outbox.flush();
    }

    private static void cancel(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void read(Frame frame) {
        if (state == State.OVER) {
            return;
        }
        if (frame.type() == FrameType.BYE) {
            saidGoodbye(Bye.read(frame));
        } else if (state == State.NEW) {
            introduced(frame);
        } else {
            readOpen(frame);
        }
    }

    private void introduced(Frame frame) {
        if (frame.type() != FrameType.HELLO) {
            throw new Violation("a " + frame.type().wireName() + " came before the hello");
        }
        Hello.OfMaster hello = Hello.OfMaster.read(frame);
        String codec = server.launch().codec();
        if (!hello.codec().orElse(codec).equals(codec)) {
            throw new Violation(
                    new Disconnect(
                            Disconnect.Reason.CODEC,
                            "the worker's codec is " + codec + ", not " + hello.codec().get()));
        }
        cancel(handshake);
        hello.nonce().ifPresent(nonce -> requests.provenWith(new Proof(challenge, nonce)));
        peersMaxFrameBytes = hello.maxFrameBytes();
        decoder.takeUpTo(limits.maxFrameBytes());
        state = State.OPEN;
        silence.begin();
        sayHello();
        peer = server.peers().add(this, hello.name());
        server.callbacks().connect(peer);
    }

    /** It is on its way when the handler knows of the master: who is connected is a peer. */
    private void sayHello() {
        SharedLaunch launch = server.launch();
        Hello hello =
                new Hello.OfWorker(
                        launch.name(),
                        launch.id().value(),
                        server.pid(),
                        launch.codec(),
                        limits.maxFrameBytes(),
                        challenge);
        outbox.add(FrameType.HELLO, hello.content());
    }

    private void readOpen(Frame frame) {
        switch (frame.type()) {
            case DATA -> message(frame.content());
            case QUERY, STOP -> requests.handle(Request.read(frame));
            case PING -> send(FrameType.PONG, frame.content());
            case PONG -> {
                // It was heard; that is all that was wanted.
            }
            default ->
                    throw new Violation(
                            "a " + frame.type().wireName() + " from a master is out of place");
        }
    }

    private void message(ByteBuffer content) {
        MasterPeer from = peer;
        if (from == null) {
            return;
        }
        server.figures().received();
        Class<?> type = server.callbacks().messageType();
        if (type == null) {
            return;
        }
        Object message = decoded(content, type);
        messageInHand = true;
        server.callbacks().message(message, from);
        messageInHand = false;
    }

    private Object decoded(ByteBuffer content, Class<?> type) {
        try {
            return server.codec().decode(content, type);
        } catch (MessageCodecException e) {
            throw new Violation(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            e.printStackTrace();
            throw new Violation("the codec failed at the message: " + e);
        }
    }

    private void saidGoodbye(Disconnect disconnect) {
        if (disconnect.reason() == Disconnect.Reason.CLOSED) {
            over(disconnect);
            departure.sayGoodbye(new Disconnect(Disconnect.Reason.CLOSED, "goodbye"));
        } else {
            over(disconnect);
            channel.close();
        }
    }

    /** Ends the connection with a goodbye that does not wait for what still comes. */
    void sendAway(Disconnect why) {
        over(why);
        departure.sendAway(why);
    }

    /** Whatever comes, the handler hears no more of this master than that it has gone. */
    void over(Disconnect why) {
        if (state == State.OVER) {
            return;
        }
        Disconnect told = state == State.LEAVING ? farewell : why;
        state = State.OVER;
        cancel(handshake);
        cancel(leave);
        intake.end();
        silence.end();
        if (admitted) {
            server.figures().disconnected();
        }
        if (peer != null) {
            server.peers().remove(peer);
            peer.gone(told);
            server.callbacks().disconnect(peer, told);
        }
    }

    /** Sends the handler's message; any thread. */
    SendResult send(Object message) {
        ByteBuffer content = encoded(message);
        int most = peersMaxFrameBytes - 1;
        if (content.remaining() > most) {
            throw new MessageTooLargeException(
                    content.remaining(),
                    "the master",
                    most,
                    "WireLimits.maxFrameBytes where it connects: SharedWorkerSpec.withLimits");
        }
        boolean onLoop = channel.eventLoop().inEventLoop();
        long bound = onLoop && messageInHand ? Long.MAX_VALUE : limits.maxUnreadBytes();
        return switch (outbox.add(FrameType.DATA, content, bound)) {
            case ADDED -> {
                server.figures().sent();
                if (!onLoop || !inRead) {
                    outbox.flushSoon();
                }
                yield SendResult.SENT;
            }
            case FULL -> SendResult.FULL;
            case ENDED -> SendResult.CLOSED;
        };
    }

    private ByteBuffer encoded(@Nullable Object message) {
        if (message == null) {
            throw new MessageCodecException(
                    "null is no message; send a value, or an object that holds none", null);
        }
        return server.codec().encode(message);
    }

    /** Ends the connection after what was sent; any thread. */
    void disconnect(String text) {
        Disconnect why = new Disconnect(Disconnect.Reason.CLOSED, text);
        // Here, so that what this thread sends later does not get in before it.
        if (outbox.add(FrameType.BYE, Bye.content(why))) {
            outbox.end();
            outbox.flushSoon();
            channel.eventLoop().execute(() -> leave(why));
        }
    }

    private void leave(Disconnect why) {
        if (state == State.OPEN) {
            state = State.LEAVING;
            farewell = why;
            leave =
                    channel.eventLoop()
                            .schedule(
                                    () -> sendAway(why),
                                    limits.stallTimeout().toNanos(),
                                    TimeUnit.NANOSECONDS);
        }
    }

    /** Answers a request. */
    void answer(Answer answer) {
        ByteBuffer content = answer.content();
        if (content.remaining() < peersMaxFrameBytes) {
            send(answer.type(), content);
        } else {
            sendAway(
                    new Disconnect(
                            Disconnect.Reason.PROTOCOL,
                            "the answer is longer than the master's longest frame"));
        }
    }

    /** Tells the master that the worker has stopped, as it has asked for. */
    void answerStopped(long id) {
        answered = true;
        answer(new Answer.Stopped(id, requests.proof(FrameType.STOPPED, id)));
    }

    private void send(FrameType type, ByteBuffer content) {
        outbox.add(type, content);
        if (!inRead) {
            outbox.flush();
        }
    }

    private void written(long left) {
        if (state == State.OVER) {
            departure.written(left);
            server.done(this);
        } else {
            intake.unread(left);
        }
        unread.holds(left);
    }

    /**
     * Whether the process may end without taking from the master what was sent to it. A network's
     * socket that is closed while something comes forgets what has not arrived, so only a master
     * that has closed has it all; but one that has stopped the worker waits for the process to end.
     */
    boolean isDone() {
        return isClosed() || outbox.unread() == 0 && (answered || !server.launch().isRemote());
    }

    boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        over(LOST);
        outbox.discard();
        unread.holds(0);
        departure.end();
        server.done(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof Violation violation) {
            sendAway(violation.disconnect());
            return;
        }
        if (cause instanceof OutOfMemoryError
                && !(cause instanceof io.netty.util.internal.OutOfDirectMemoryError)) {
            MemoryEnd.halt();
        }
        // The network's or the master's fault: reset connections, broken TLS, too many bytes.
        over(new Disconnect(Disconnect.Reason.LOST, cause.toString()));
        channel.close();
    }
}
