package dev.workerkit.shared;

import dev.workerkit.MessageCodec;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import java.util.Optional;

/** The port to what really starts shared workers. All methods may be called from any thread. */
public interface Starter {

    /**
     * Whether a worker at this address would be one of this machine.
     *
     * @throws dev.workerkit.SharedWorkerUnavailableException if its host has no address
     */
    boolean isLocal(WorkerAddress address);

    /**
     * Refuses what can be known to be wrong before anything is started.
     *
     * @param address a local one
     * @param worker what is to be started
     * @throws dev.workerkit.SpecException if it can't be started here
     */
    void check(WorkerAddress address, SharedWorkerSpec spec, WorkerSpec worker);

    /**
     * Finds a codec, with the classes that workers have.
     *
     * @throws dev.workerkit.SpecException if there is no such codec
     */
    MessageCodec codec(String name);

    /**
     * Whether a codec is found that no spec has named but a worker, who may be anybody: not one that
     * is a class, of which an object would then be made.
     */
    boolean takesCodec(String name);

    /** Where a worker at this address writes, whoever starts it. */
    String log(WorkerAddress address, SharedWorkerSpec spec);

    /**
     * Starts a worker, unless somebody else has the address. Connections to it wait from now on
     * until it is ready, and are reset if it dies before.
     *
     * @param address a local one
     * @return nothing if another has the address: a worker that starts, lives or ends, a master that
     *     is about to start one, or a stranger
     * @throws dev.workerkit.KillSwitchException if starts are forbidden
     * @throws dev.workerkit.SpecException if the place of its socket is none
     * @throws dev.workerkit.SharedWorkerUnavailableException if it can't be started
     */
    Optional<Start> tryStart(WorkerAddress address, SharedWorkerSpec spec, WorkerSpec worker);

    /**
     * Waits until a worker of this machine is gone which is about to end, with all that lies at its
     * address; not for ever.
     *
     * @param pid its process
     */
    void awaitEnd(WorkerAddress address, long pid);

    /** One start, for as long as it is not known what became of it. */
    interface Start {

        /** Who it is. */
        WorkerId id();

        /** What the worker has written since then, its last lines; empty if that was nothing. */
        String lastWords();

        /** Where it writes. */
        String log();

        /** What they must know whom nothing but the failure of a connection is told. */
        default String leftBehind() {
            return ", which was started for that (as "
                    + id().value()
                    + "), goes on, and writes to "
                    + log();
        }

        /** Clears away what it left, once it has died. */
        void clearUp();
    }
}
