package dev.workerkit.engine;

import dev.workerkit.Capability;
import dev.workerkit.LogView;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import java.util.Set;

/** The engine's port to what really runs workers: processes, containers, or a simulation. */
public interface Launcher extends AutoCloseable {

    /** What it can do; never changes. */
    Set<Capability> capabilities();

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

    /** Releases what all workers shared; every one of them has ended. */
    @Override
    void close();
}
