package dev.workerkit.shared;

import dev.workerkit.AdminCookie;
import dev.workerkit.Channel;
import dev.workerkit.Disconnect;
import dev.workerkit.MessageCodec;
import dev.workerkit.SharedWorker;
import dev.workerkit.SpecException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WireLimits;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerStatus;
import dev.workerkit.wire.Hello;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** The handle of a connection. */
final class SharedConnection implements SharedWorker {

    private final WorkerAddress address;
    private final Connection connection;
    private final Hello.OfWorker hello;
    private final Origin origin;
    private final WireLimits limits;
    private final Optional<AdminCookie> cookie;
    private final Channel channel;
    private final LongConsumer ends;

    /**
     * What is known of the worker beside what it says.
     *
     * @param local whether its process is of this machine
     * @param here whether it was started for this connection
     */
    record Origin(boolean local, boolean here) {}

    /**
     * A handle.
     *
     * @param ends waits until the process of this id is gone
     */
    SharedConnection(
            WorkerAddress address,
            Reply.Welcome welcome,
            Origin origin,
            WireLimits limits,
            Optional<AdminCookie> cookie,
            MessageCodec codec,
            LongConsumer ends) {
        this.ends = ends;
        this.address = address;
        this.connection = welcome.connection();
        this.hello = welcome.hello();
        this.origin = origin;
        this.limits = limits;
        this.cookie = cookie;
        this.channel =
                new SocketChannel(
                        codec,
                        new SocketEnd(connection.in(), connection.out()),
                        connection::beginClose);
    }

    @Override
    public WorkerAddress address() {
        return address;
    }

    @Override
    public WorkerId id() {
        return new WorkerId(hello.id());
    }

    @Override
    public String name() {
        return hello.name();
    }

    @Override
    public OptionalLong pid() {
        return origin.local() ? OptionalLong.of(hello.pid()) : OptionalLong.empty();
    }

    @Override
    public boolean startedHere() {
        return origin.here();
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public CompletableFuture<WorkerStatus> query() {
        try {
            return connection.requests().query(cookie.map(AdminCookie::secret).orElse(null));
        } catch (SpecException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<Void> stop() {
        if (cookie.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new UnsupportedException(
                            "Tried to stop the worker at "
                                    + address
                                    + " without a cookie; connect with the one it was started"
                                    + " with: SharedWorkerSpec.withCookie"));
        }
        byte[] secret;
        try {
            secret = cookie.get().secret();
        } catch (SpecException e) {
            return CompletableFuture.failedFuture(e);
        }
        // The answer, and the end of the process, must not wait for somebody who receives.
        connection.in().liftBound();
        CompletableFuture<Void> stopped = connection.requests().stop(secret);
        stopped.whenComplete((nothing, failure) -> connection.in().restoreBound());
        // Its sockets are closed a little before it is gone.
        return stopped.thenRun(() -> pid().ifPresent(ends));
    }

    @Override
    public CompletableFuture<Disconnect> disconnected() {
        return connection.disconnected();
    }

    @Override
    public void close() {
        connection.beginClose();
        try {
            // Whoever ends the process after this has sent all that he has sent.
            connection.out().awaitSent(limits.stallTimeout().toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return hello.id() + " at " + address;
    }
}
