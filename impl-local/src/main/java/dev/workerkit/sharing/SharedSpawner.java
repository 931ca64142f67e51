package dev.workerkit.sharing;

import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerSpec;
import dev.workerkit.os.Ownership;
import dev.workerkit.server.SharedLaunch;
import java.util.Optional;

/** The port to what runs shared workers. All methods may be called from any thread. */
public interface SharedSpawner {

    /**
     * Refuses what can be known to be wrong before anything is started.
     *
     * @throws dev.workerkit.SpecException if the worker can't be started here
     */
    void check(WorkerAddress address, SharedWorkerSpec spec, WorkerSpec worker);

    /** Whose a worker's log and launch are, if it runs as another user than the master. */
    Optional<Ownership> owner(WorkerSpec worker);

    /** The launch with all paths as the worker knows them. */
    default SharedLaunch seenFromInside(SharedLaunch launch) {
        return launch;
    }

    /**
     * Spawns a worker that belongs to nobody: it outlives this master, and all others. Returns when
     * the worker has what it is handed, or holds it for sure.
     *
     * @throws dev.workerkit.WorkerException if it can't be started; nothing is left of the attempt
     *     then
     */
    void spawn(SharedBirth birth);

    /**
     * Waits until a worker is gone which is about to end; not for ever.
     *
     * @param address where it was
     * @param pid its process, as it has told it itself
     */
    void awaitEnd(WorkerAddress address, long pid);
}
