package dev.workerkit.server;

import dev.workerkit.Disconnect;
import dev.workerkit.WorkerStatus;
import dev.workerkit.host.MemoryEnd;
import dev.workerkit.worker.Peer;
import dev.workerkit.worker.SharedWorkerContext;
import dev.workerkit.worker.SharedWorkerHandler;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Calls the handler, on the event loop. A call that throws is the last one, but for {@code
 * terminate} (WRK-SHARED-019).
 */
final class Callbacks {

    /** Hears that the handler failed. */
    interface FaultListener {
        void failed(Throwable fault);
    }

    /** A call of the handler. */
    interface Call {
        void run() throws Exception;
    }

    private final SharedWorkerHandler handler;
    private final FaultListener listener;
    private boolean ended;

    Callbacks(SharedWorkerHandler handler, FaultListener listener) {
        this.handler = handler;
        this.listener = listener;
    }

    /** Calls nothing any more, but for {@link #terminate}. */
    void end() {
        ended = true;
    }

    /** What messages are to become; null if the handler failed, or is to hear of none any more. */
    @Nullable Class<?> messageType() {
        return ask(handler::messageType);
    }

    boolean initialize(SharedWorkerContext context) {
        return call(() -> handler.initialize(context));
    }

    void connect(Peer peer) {
        call(() -> handler.onConnect(peer));
    }

    void message(Object message, Peer peer) {
        call(() -> handler.onMessage(message, peer));
    }

    void disconnect(Peer peer, Disconnect disconnect) {
        call(() -> handler.onDisconnect(peer, disconnect));
    }

    /** How the handler says that it is; null if it says nothing, or failed. */
    @Nullable WorkerStatus query(boolean privileged) {
        return ask(() -> handler.onQuery(privileged));
    }

    boolean stop() {
        return call(handler::onStop);
    }

    /** The last call, whatever came before. */
    void terminate() {
        ended = false;
        call(handler::terminate);
        ended = true;
    }

    /**
     * Makes a call, unless there are to be no more.
     *
     * @return whether it was made and went well
     */
    boolean call(Call call) {
        return Boolean.TRUE.equals(
                ask(
                        () -> {
                            call.run();
                            return true;
                        }));
    }

    private <T> @Nullable T ask(Callable<@Nullable T> call) {
        if (ended) {
            return null;
        }
        try {
            return call.call();
        } catch (OutOfMemoryError e) {
            MemoryEnd.halt();
        } catch (Throwable e) {
            listener.failed(e);
        }
        return null;
    }
}
