package dev.workerkit;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A master's connection to a shared worker, which has other masters too and outlives them all. All
 * methods may be called from any thread; futures complete on a thread that may be blocked.
 */
public interface SharedWorker extends AutoCloseable {

    /** Where the worker listens. */
    WorkerAddress address();

    /** Who it is; a worker that is started again at the same address is another. */
    WorkerId id();

    /** The name that it was started with. */
    String name();

    /** Its process, if that is of this machine. */
    OptionalLong pid();

    /** Whether this connection's master started it, just now. */
    boolean startedHere();

    /** Messages to and from the worker. They end with the connection (WRK-SHARED-005). */
    Channel channel();

    /**
     * Asks the worker how it is: with the cookie, if the spec or the profile has one, so that it
     * may say more (WRK-ADMIN-006). The answer waits behind messages that nobody receives here.
     *
     * @return what it answers; completes exceptionally with {@link RefusedException} if it refuses
     *     the cookie, or with {@link WorkerException} if the connection ends first
     */
    CompletableFuture<WorkerStatus> query();

    /**
     * Stops the worker, for all its masters.
     *
     * @return completes when it has stopped and its process is gone (WRK-ADMIN-005); exceptionally
     *     with {@link RefusedException} if it refuses the cookie, with {@link UnsupportedException}
     *     if there is none, or with {@link WorkerException} if the connection is lost before the
     *     worker says that it has stopped
     */
    CompletableFuture<Void> stop();

    /** Completes when the connection has ended, with the reason. */
    CompletableFuture<Disconnect> disconnected();

    /** Why the connection has ended, if it has. */
    default Optional<Disconnect> disconnect() {
        return Optional.ofNullable(disconnected().getNow(null));
    }

    /**
     * Ends this connection alone, after what was sent; the worker goes on. What it had sent until
     * then can still be received. Closing again does nothing.
     */
    @Override
    void close();
}
