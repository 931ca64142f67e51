package dev.workerkit.engine;

import dev.workerkit.Capability;
import dev.workerkit.LogView;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import java.util.Optional;
import java.util.Set;

/** The engine's port to what really runs workers: processes, containers, or a simulation. */
public interface Launcher extends AutoCloseable {

    /** What it can do; never changes. */
    Set<Capability> capabilities();

    /** Why it lacks a capability, where there is more to say than that it does. */
    default Optional<String> reasonForLacking(Capability capability) {
        return Optional.empty();
    }

    /**
     * Refuses what can be known to be wrong before anything is started.
     *
     * @throws dev.workerkit.SpecException if the spec can't be launched here
     * @throws dev.workerkit.UnsupportedException if it asks for what this launcher lacks
     */
    void check(WorkerSpec spec);

    /** Makes the place of a worker that was checked; nothing is spawned yet. */
    Workplace admit(WorkerId id, String name, WorkerSpec spec);

    /** See {@link dev.workerkit.WorkerRuntime#log()}; called on any thread. */
    LogView log();

    /** See {@link dev.workerkit.WorkerRuntime#connect}; called on any thread. */
    default SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
        throw new UnsupportedException("Tried to connect to " + address + ": not from here");
    }

    /** Releases what all workers shared; every one of them has ended. */
    @Override
    void close();
}
