package dev.workerkit.shared;

import dev.workerkit.EventLoopKind;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SocketContext;
import dev.workerkit.WorkerAddress;
import dev.workerkit.wire.TlsContexts;
import dev.workerkit.wire.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.ConnectException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Makes connections, all on the same few threads. Thread-safe. */
final class Dialer implements AutoCloseable {

    private static final int MOST_THREADS = 4;
    private static final long QUIET_LIMIT_SECONDS = 5;

    /** For TLS, which has a last word of its own. */
    private static final long LAST_WORD_SECONDS = 1;

    private static final Reply CLOSED = new Reply.Silence("this master was closed");

    private final Transport transport;
    private final EventLoopGroup loops;
    private final ChannelGroup open;
    private final Set<CompletableFuture<Reply>> unanswered = new HashSet<>();
    private boolean closed;

    /**
     * For the runtime of this name.
     *
     * @throws dev.workerkit.SpecException if this kind of event loop can't be used here
     */
    Dialer(String runtime, EventLoopKind kind) {
        // First of all that is Netty's, for it sees to it that Netty's log is quiet.
        this.transport = Transport.of(kind);
        this.open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
        int processors = Runtime.getRuntime().availableProcessors();
        this.loops =
                new MultiThreadIoEventLoopGroup(
                        Math.max(1, Math.min(MOST_THREADS, processors / 2)),
                        new DefaultThreadFactory("workerkit-" + runtime + "-shared", true),
                        transport.ioHandlers());
    }

    /**
     * How a worker at this address is spoken to.
     *
     * @return nothing for plain sockets
     * @throws dev.workerkit.SpecException if a certificate can't be used
     */
    static Optional<SslContext> tls(WorkerAddress address, SharedWorkerSpec spec) {
        return address instanceof WorkerAddress.Tls
                ? Optional.of(
                        TlsContexts.ofMaster(
                                spec.socketContext().orElseGet(SocketContext::defaults)))
                : Optional.empty();
    }

    /**
     * Makes one attempt.
     *
     * @return what came of it; null if nothing came in time
     */
    @Nullable Reply dial(Introduction introduction, Optional<SslContext> tls, long nanos)
            throws InterruptedException {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Optional<Channel> called = call(introduction, tls, nanos, reply);
        if (called.isEmpty()) {
            return CLOSED;
        }
        try {
            return reply.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            called.get().close();
            return null;
        } catch (InterruptedException e) {
            called.get().close();
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("An attempt always has a reply", e);
        } finally {
            forget(reply);
        }
    }

    /** Begins an attempt, unless this is closed. */
    private synchronized Optional<Channel> call(
            Introduction introduction,
            Optional<SslContext> tls,
            long nanos,
            CompletableFuture<Reply> reply) {
        if (closed) {
            return Optional.empty();
        }
        WorkerAddress address = introduction.address();
        ChannelFuture connecting =
                new Bootstrap()
                        .group(loops)
                        .channelFactory(transport.connecting(address))
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                (int) Math.min(1 + nanos / 1_000_000, Integer.MAX_VALUE))
                        .handler(new Beginning(introduction, tls, reply, open))
                        .connect(transport.socketAddress(address));
        connecting.addListener(
                done -> {
                    if (!done.isSuccess()) {
                        reply.complete(failure(address, done.cause()));
                    }
                });
        unanswered.add(reply);
        return Optional.of(connecting.channel());
    }

    private synchronized void forget(CompletableFuture<Reply> reply) {
        unanswered.remove(reply);
    }

    private static Reply failure(WorkerAddress address, Throwable cause) {
        String found = String.valueOf(cause.getMessage());
        if (cause instanceof ConnectException && !(cause instanceof ConnectTimeoutException)) {
            return new Reply.Nobody(found);
        }
        if (address instanceof WorkerAddress.Unix unix) {
            // All that is left for one whom the file is there for, and open to: a full backlog.
            return !Files.exists(unix.path())
                    ? new Reply.Nobody(found)
                    : Files.isWritable(unix.path())
                            ? new Reply.Busy(found)
                            : new Reply.Unreachable(found);
        }
        return new Reply.Unreachable(found);
    }

    /** Puts a new connection's handlers in their places. */
    private static final class Beginning extends ChannelInitializer<Channel> {

        private final Introduction introduction;
        private final Optional<SslContext> tls;
        private final CompletableFuture<Reply> reply;
        private final ChannelGroup open;

        Beginning(
                Introduction introduction,
                Optional<SslContext> tls,
                CompletableFuture<Reply> reply,
                ChannelGroup open) {
            this.introduction = introduction;
            this.tls = tls;
            this.reply = reply;
            this.open = open;
        }

        @Override
        protected void initChannel(Channel channel) {
            if (tls.isPresent() && introduction.address() instanceof WorkerAddress.Tls address) {
                SslHandler handler =
                        tls.get().newHandler(channel.alloc(), address.host(), address.port());
                // The attempt has a limit of its own: a worker that is being started takes time.
                handler.setHandshakeTimeoutMillis(0);
                channel.pipeline().addLast(handler);
            }
            if (!(introduction.address() instanceof WorkerAddress.Unix)) {
                channel.config().setOption(ChannelOption.TCP_NODELAY, true);
                // A master that says nothing would not notice that the other machine is gone.
                channel.config().setOption(ChannelOption.SO_KEEPALIVE, true);
            }
            new Connection(channel, introduction, reply);
            open.add(channel);
        }
    }

    /** Ends the threads, and all connections and attempts that have not ended. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        // A loop that is told to end while it runs its tasks leaves its connections open.
        open.close().awaitUninterruptibly(LAST_WORD_SECONDS, TimeUnit.SECONDS);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS)
                .awaitUninterruptibly(QUIET_LIMIT_SECONDS, TimeUnit.SECONDS);
        synchronized (this) {
            // Of what was begun last, the threads may have told nobody any more.
            unanswered.forEach(reply -> reply.complete(CLOSED));
        }
    }
}
