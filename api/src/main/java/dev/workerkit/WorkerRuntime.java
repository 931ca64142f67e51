package dev.workerkit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A master: it starts workers, supervises them, and stops them. All methods may be called from any
 * thread.
 */
public interface WorkerRuntime extends AutoCloseable {

    /** The name by which it was opened, for example {@code local}. */
    String name();

    /** What this runtime can do beyond the core (WRK-SPI-005). */
    Set<Capability> capabilities();

    /**
     * Starts a worker. Everything that can be known to be wrong beforehand is refused here, with
     * nothing started and the name still free (WRK-SPI-006); the worker is then {@link
     * WorkerState#STARTING}. Use {@link Worker#ready()} to wait until it runs. Messages may be sent
     * at once.
     *
     * @throws SpecException if the spec contradicts itself, this runtime's options, or what is
     *     found on this machine (no such class, no such command)
     * @throws DuplicateNameException if a worker of this name exists (WRK-SPI-007)
     * @throws UnsupportedException if it asks for what this runtime lacks
     * @throws KillSwitchException if its start is forbidden
     * @throws RuntimeClosedException if the runtime is closed
     */
    Worker start(WorkerSpec spec);

    /**
     * Starts several workers in the order of their dependencies and priorities; those without a
     * dependency do not wait for each other. If one is refused, none is started (WRK-READY-007).
     *
     * @throws SpecException if one contradicts itself, this runtime's options, or what is found on
     *     this machine, or depends on a worker that is neither in the group nor in this runtime
     * @throws DuplicateNameException if a group of this name exists, or a worker of one of its names
     * @throws UnsupportedException if one asks for what this runtime lacks
     * @throws KillSwitchException if the start of one is forbidden
     * @throws RuntimeClosedException if the runtime is closed
     */
    WorkerGroup startGroup(GroupSpec spec);

    /** All groups that were started and not removed, in the order of their start. */
    List<WorkerGroup> groups();

    /** The group of this name, if there is one. */
    Optional<WorkerGroup> group(String name);

    /** All workers that were started and not removed, in the order of their start. */
    List<Worker> workers();

    /** The worker of this name, if there is one. */
    Optional<Worker> worker(String name);

    /**
     * The logs of all workers as one, in the order of their times (WRK-LOG-010). Lines of a worker
     * that is removed are not in it any more.
     *
     * @throws UnsupportedException if this runtime keeps no logs
     */
    LogView log();

    /**
     * Starts a pool: all its members, as {@link #start} does. If one of them is refused, none is
     * left, and the name is free.
     *
     * @throws SpecException if the members' spec is refused
     * @throws DuplicateNameException if a pool of this name, or a worker of a member's name, exists
     * @throws UnsupportedException if this runtime has no pools, or it asks for what this lacks
     * @throws KillSwitchException if the start of a member is forbidden
     * @throws RuntimeClosedException if the runtime is closed
     */
    WorkerPool startPool(PoolSpec spec);

    /** All pools that were started and not closed, in the order of their start. */
    List<WorkerPool> pools();

    /** The pool of this name, if there is one. */
    default Optional<WorkerPool> pool(String name) {
        return pools().stream().filter(pool -> pool.name().equals(name)).findFirst();
    }

    /**
     * Connects to a shared worker; if nobody listens at its address, that is one of this machine,
     * and the spec tells how, starts it, detached: it outlives this runtime. However many masters do
     * so at once, it is started once (WRK-SHARED-002). Returns when the worker is ready.
     *
     * @throws SpecException if the address or the spec can't be meant, or contradict each other
     * @throws SharedWorkerUnavailableException if nobody listens and it was not, or could not be,
     *     started; the message tells why, with the last lines of its log
     * @throws KillSwitchException if nobody listens and its start is forbidden
     * @throws RefusedException if the worker refuses, or it is no worker that listens
     * @throws UnsupportedException if this runtime has no shared workers
     * @throws RuntimeClosedException if the runtime is closed
     */
    default SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
        throw new UnsupportedException("The runtime '" + name() + "' has no shared workers");
    }

    /**
     * The kill switch that the runtime was opened with.
     *
     * @throws UnsupportedException if it was opened without one
     */
    default KillSwitch killSwitch() {
        throw new UnsupportedException(
                "The runtime '"
                        + name()
                        + "' has no kill switch; open it with one: BootstrapProfile.withKillSwitch");
    }

    /**
     * Calls the listener for each event from now on, in order and one at a time, on a thread of
     * the listener's own: a slow listener delays nobody else (WRK-LIFE-012).
     *
     * @return closes the subscription
     */
    Subscription onEvent(Consumer<WorkerEvent> listener);

    /**
     * Stops all workers, kills those that outlast their grace, and releases all that the runtime
     * holds; nothing is left running and nothing on disk but kept logs (WRK-STOP-007). A worker is
     * stopped once all that depend on it have ended, the others side by side (WRK-READY-006).
     * Closing again does nothing.
     */
    @Override
    void close();

    /**
     * Completes when the runtime is closed, with the reason: it was closed, or the end of a worker
     * shut it down ({@link Escalation}).
     */
    CompletableFuture<String> closed();

    /** What {@link #onEvent} returns. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        /** Ends the subscription; events that already happened may still be delivered. */
        @Override
        void close();
    }
}
