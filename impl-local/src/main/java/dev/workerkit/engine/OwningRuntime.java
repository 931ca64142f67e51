package dev.workerkit.engine;

import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import java.util.Collection;

/** A runtime some of whose workers belong to what is laid over it, for example to a pool. */
public interface OwningRuntime extends WorkerRuntime {

    /**
     * Starts a worker as {@link #start} does, whose handle refuses to remove it.
     *
     * @param advice what to do instead, for whoever tries
     */
    Worker startOwned(WorkerSpec spec, String advice);

    /**
     * Refuses names of workers that the kill switch forbids to start, before any of them is started.
     *
     * @throws dev.workerkit.KillSwitchException if it forbids one
     */
    void requireStartable(Collection<String> names);

    /**
     * Removes one of them that has ended; does nothing if it was removed.
     *
     * @throws dev.workerkit.IllegalLifecycleException if it has not ended, or others depend on it
     */
    void removeOwned(Worker worker);
}
