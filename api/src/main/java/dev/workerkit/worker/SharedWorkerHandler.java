package dev.workerkit.worker;

import dev.workerkit.Disconnect;
import dev.workerkit.WorkerStatus;
import org.jspecify.annotations.Nullable;

/**
 * A worker that serves many masters. All methods are called by one thread, the {@link EventLoop} of
 * its context, so it needs no locks; none should take long, for all masters wait meanwhile.
 *
 * <p>The order is {@code initialize}; then, for each master, {@code onConnect}, its messages, and
 * {@code onDisconnect}; then {@code onStop}, an {@code onDisconnect} for each who is still there, and
 * {@code terminate} (WRK-SHARED-007). A method that throws ends the worker with exit code 1 and tells
 * the masters so; {@code terminate} is called all the same.
 *
 * <p>The same class can be a dedicated worker, started by {@link dev.workerkit.WorkerRuntime#start}:
 * its master is then its only peer, and its queries count as privileged (WRK-SHARED-010).
 */
public interface SharedWorkerHandler {

    /** Called once; masters are answered when it has returned. */
    default void initialize(SharedWorkerContext context) throws Exception {}

    /** A master has connected. */
    default void onConnect(Peer peer) throws Exception {}

    /** A master has sent a message, as {@link #messageType()}. */
    void onMessage(Object message, Peer peer) throws Exception;

    /** A master has gone, or was sent away. */
    default void onDisconnect(Peer peer, Disconnect disconnect) throws Exception {}

    /**
     * Somebody asks how the worker is. The system's counters are added to the answer.
     *
     * @param privileged whether he has proven that he has the cookie
     * @return null for no more than those
     */
    default @Nullable WorkerStatus onQuery(boolean privileged) throws Exception {
        return null;
    }

    /** The worker is told to stop: by a master, from inside or by SIGTERM. */
    default void onStop() throws Exception {}

    /** Called once at the end, whatever happened. */
    default void terminate() throws Exception {}

    /** What messages are decoded to; by default whatever the codec makes of them. */
    default Class<?> messageType() {
        return Object.class;
    }
}
