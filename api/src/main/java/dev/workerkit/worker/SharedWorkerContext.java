package dev.workerkit.worker;

import dev.workerkit.WorkerId;
import java.util.List;

/** What the handler of a shared worker is given. All methods may be called from any thread. */
public interface SharedWorkerContext {

    /** Who this is. */
    WorkerId id();

    /** The name it was given. */
    String name();

    /** Where it listens; of a dedicated worker, {@code worker:} and its name. */
    String address();

    /** The thread that calls the handler. */
    EventLoop eventLoop();

    /** The masters that are connected, in the order in which they came. */
    List<Peer> peers();

    /**
     * Ends the worker from inside, as a stop by a master does; the callback in hand goes on to its
     * end. Returns at once.
     */
    void stopCurrent();
}
