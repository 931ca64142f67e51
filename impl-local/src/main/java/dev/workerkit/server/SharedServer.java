package dev.workerkit.server;

import dev.workerkit.Disconnect;
import dev.workerkit.MessageCodec;
import dev.workerkit.host.ExitCode;
import dev.workerkit.worker.SharedWorkerHandler;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A handler and its masters, from the initialization of the one to the last word to the others. All
 * of it happens on one event loop.
 */
final class SharedServer implements Callbacks.FaultListener {

    /** Where the worker is in its life. */
    private enum Phase {
        STARTING,
        SERVING,
        STOPPING,
        ENDED
    }

    private static final Disconnect STOPPING =
            new Disconnect(Disconnect.Reason.STOPPING, "the worker stops");
    private static final Disconnect FAILED =
            new Disconnect(Disconnect.Reason.FAILED, "the worker's handler failed");

    private final SharedLaunch launch;
    private final MessageCodec codec;
    private final Optional<SslContext> tls;
    private final Listening listening;
    private final Grace grace;
    private final MultiThreadIoEventLoopGroup group;
    private final io.netty.channel.EventLoop loop;
    private final Callbacks callbacks;
    private final Figures figures;
    private final Admin admin;
    private final Peers peers = new Peers();
    private final Ration unfinished;
    private final Ration unread;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final List<StopRequest> stopRequests = new ArrayList<>();
    private final long pid;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private @Nullable Channel serverChannel;
    private Phase phase = Phase.STARTING;
    private boolean stopWanted;
    private boolean parting;
    private int exitCode = ExitCode.DONE;

    /** A master that waits to hear that the worker has stopped. */
    private record StopRequest(Connection by, long id) {}

    /**
     * For this handler.
     *
     * @param pid the process that masters are told
     * @param listening where masters connect; closed at the end
     * @param grace ends a process that does not stop
     * @param rations what all masters together may make it hold
     */
    SharedServer(
            SharedLaunch launch,
            long pid,
            SharedWorkerHandler handler,
            MessageCodec codec,
            Optional<SslContext> tls,
            Listening listening,
            Grace grace,
            Rations rations) {
        this.launch = launch;
        this.pid = pid;
        this.codec = codec;
        this.tls = tls;
        this.listening = listening;
        this.grace = grace;
        group =
                new MultiThreadIoEventLoopGroup(
                        1,
                        new DefaultThreadFactory("workerkit-" + launch.name()),
                        launch.transport().ioHandlers());
        loop = group.next();
        callbacks = new Callbacks(handler, this);
        figures = new Figures(launch.limits().maxConnections());
        admin = new Admin(launch.cookie());
        unfinished = new Ration(rations.unfinished());
        unread = new Ration(rations.unread());
    }

    /** Serves until the worker stops or fails. */
    int run() throws InterruptedException {
        // A thread that ends by itself serves nobody any more.
        loop.terminationFuture().addListener(future -> ended.complete(ExitCode.FAILED));
        loop.execute(this::start);
        return ended.join();
    }

    /** Lets go of what an ended server still holds: the connections of those who stopped it. */
    void close() {
        grace.end();
        if (!loop.isShuttingDown()) {
            // A loop that is told to end while it runs its tasks leaves its connections open.
            loop.execute(() -> List.copyOf(connections).forEach(Connection::cut));
        }
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void start() {
        ServerContext context =
                new ServerContext(launch, new HandlerLoop(loop, callbacks), peers, this::stop);
        if (!callbacks.initialize(context)) {
            return;
        }
        phase = Phase.SERVING;
        if (stopWanted) {
            stopNow();
            return;
        }
        try {
            ServerChannel adopted = launch.transport().adopted(listening.channel());
            serverChannel = bootstrap(adopted).register().channel();
        } catch (java.io.IOException e) {
            failed(e);
        }
    }

    private ServerBootstrap bootstrap(ServerChannel adopted) {
        return new ServerBootstrap()
                .group(group)
                .channelFactory(() -> adopted)
                .handler(new AcceptFailures())
                .childHandler(
                        new ChannelInitializer<>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                accept(channel);
                            }
                        });
    }

    private void accept(Channel channel) {
        tls.ifPresent(context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
        Connection connection = new Connection(this, channel);
        channel.pipeline().addLast(connection.decoder(), connection);
    }

    SharedLaunch launch() {
        return launch;
    }

    long pid() {
        return pid;
    }

    MessageCodec codec() {
        return codec;
    }

    Callbacks callbacks() {
        return callbacks;
    }

    Figures figures() {
        return figures;
    }

    Admin admin() {
        return admin;
    }

    Peers peers() {
        return peers;
    }

    /** For what has not come whole. */
    Ration unfinished() {
        return unfinished;
    }

    /** For what waits to be read. */
    Ration unread() {
        return unread;
    }

    /**
     * A connection has come.
     *
     * @return why it can't stay, or null if it can
     */
    @Nullable Disconnect admit(Connection connection) {
        connections.add(connection);
        if (phase != Phase.SERVING) {
            return STOPPING;
        }
        if (figures.connections() >= launch.limits().maxConnections()) {
            return new Disconnect(
                    Disconnect.Reason.FULL,
                    "the worker bears " + launch.limits().maxConnections() + " masters");
        }
        figures.connected();
        return null;
    }

    /** A connection has closed, or has nothing more to hand to the system. */
    void done(Connection connection) {
        if (connection.isClosed()) {
            connections.remove(connection);
        }
        endIfAllAreTold();
    }

    private void endIfAllAreTold() {
        if (parting && connections.stream().allMatch(Connection::isDone)) {
            ended.complete(exitCode);
        }
    }

    /** Stops the worker, after what its event loop has in hand; any thread. */
    void stop() {
        grace.begin();
        loop.execute(this::stopNow);
    }

    /** Stops the worker for this master, whose request was proven. */
    void stop(Connection by, long id) {
        stopRequests.add(new StopRequest(by, id));
        stop();
    }

    private void stopNow() {
        stopWanted = true;
        if (phase != Phase.SERVING) {
            return;
        }
        phase = Phase.STOPPING;
        if (callbacks.stop()) {
            for (Connection each : List.copyOf(connections)) {
                if (phase == Phase.STOPPING) {
                    part(each, STOPPING);
                }
            }
        }
        if (phase == Phase.STOPPING) {
            end();
        }
    }

    private void part(Connection connection, Disconnect why) {
        boolean waits = stopRequests.stream().anyMatch(each -> each.by() == connection);
        if (waits && why == STOPPING) {
            connection.over(why);
        } else {
            connection.sendAway(why);
        }
    }

    @Override
    public void failed(Throwable fault) {
        fault.printStackTrace();
        exitCode = ExitCode.FAILED;
        if (phase == Phase.ENDED) {
            return;
        }
        grace.begin();
        phase = Phase.ENDED;
        callbacks.end();
        end();
    }

    /** Whatever happened before. */
    private void end() {
        phase = Phase.ENDED;
        callbacks.terminate();
        listening.close(serverChannel);
        if (exitCode == ExitCode.FAILED) {
            List.copyOf(connections).forEach(each -> each.sendAway(FAILED));
        }
        // The selector lets go of a closed socket when it is next asked, as it is in between.
        loop.schedule(this::tellStopped, 1, TimeUnit.MILLISECONDS);
    }

    private void tellStopped() {
        if (exitCode == ExitCode.DONE) {
            stopRequests.forEach(each -> each.by().answerStopped(each.id()));
        }
        parting = true;
        loop.schedule(() -> ended.complete(exitCode), partingNanos(), TimeUnit.NANOSECONDS);
        endIfAllAreTold();
    }

    /** Half of what is left to the worker is for those who are slow to hear. */
    private long partingNanos() {
        Duration half = launch.stopGrace().dividedBy(2);
        Duration stall = launch.limits().stallTimeout();
        return (half.compareTo(stall) < 0 ? half : stall).toNanos();
    }
}
