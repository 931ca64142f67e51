package dev.workerkit;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The master's handle of a worker. All methods may be called from any thread.
 *
 * <p>A command (start, stop, …) is judged at once: where the state forbids it, it throws {@link
 * IllegalLifecycleException} and changes nothing (WRK-LIFE-006). Otherwise the future that it
 * returns completes when the goal is reached. Futures complete on a thread of the runtime that may
 * be blocked without harm to supervision. Those who wait for the same may get the same future, which
 * only the runtime completes: cancelling it has no effect, and what depends on it is run in turn, so
 * what takes long belongs into a method that ends in {@code Async}.
 */
public interface Worker {

    /** Identifies the worker over all its incarnations. */
    WorkerId id();

    /** The name it was given, or got; unique in its runtime. */
    String name();

    /** What it was started from. */
    WorkerSpec spec();

    /** What is known of it now. */
    WorkerSnapshot snapshot();

    /** Where it is now; the same as {@code snapshot().state()}. */
    default WorkerState state() {
        return snapshot().state();
    }

    /**
     * Completes when the worker is {@link WorkerState#RUNNING} or {@link WorkerState#COMPLETED};
     * completes exceptionally with {@link WorkerStartException} when it reaches another terminal
     * state first. Of a worker that runs already it is complete.
     */
    CompletableFuture<WorkerSnapshot> ready();

    /** Completes when the worker is in a terminal state, or at once if it is in one. */
    CompletableFuture<WorkerSnapshot> ended();

    /**
     * Starts a worker that is in a terminal state, or one in {@link WorkerState#BACKOFF} without
     * waiting longer. Limits that were hit are reset: a manual start is always allowed
     * (WRK-LIFE-005). In a terminal state it waits there until the workers that it depends on are
     * ready (WRK-READY-004).
     *
     * @return completes as {@link #ready()}
     * @throws IllegalLifecycleException in any other state
     * @throws KillSwitchException if its start is forbidden; nothing is changed (WRK-KILL-001)
     */
    CompletableFuture<WorkerSnapshot> start();

    /**
     * Asks the worker to stop; after the grace of its {@link StopPolicy} its whole process tree is
     * killed. Stopping a worker that is stopping, or has ended, is no error (WRK-STOP-006).
     *
     * @return completes when it has ended and nothing of it is left
     */
    CompletableFuture<WorkerSnapshot> stop();

    /**
     * Kills the worker's whole process tree now; the worker is then {@link WorkerState#STOPPED}.
     * Killing one that has ended is no error.
     *
     * @return completes when it has ended and nothing of it is left
     */
    CompletableFuture<WorkerSnapshot> kill();

    /**
     * Stops the worker as {@link #stop()} does and starts it again; one that has ended is started.
     *
     * @return completes when the new incarnation is ready, as {@link #ready()}
     * @throws IllegalLifecycleException if it is being stopped already
     * @throws KillSwitchException if its start is forbidden; nothing is changed (WRK-KILL-001)
     */
    CompletableFuture<WorkerSnapshot> restart();

    /**
     * Lets the worker finish the unit of work in hand and take no new one.
     *
     * @return completes when it is {@link WorkerState#PAUSED}
     * @throws IllegalLifecycleException unless it is running (WRK-LIFE-007)
     */
    CompletableFuture<WorkerSnapshot> pause();

    /**
     * Lets a paused worker go on.
     *
     * @return completes when it is {@link WorkerState#RUNNING}
     * @throws IllegalLifecycleException unless it is paused (WRK-LIFE-007)
     */
    CompletableFuture<WorkerSnapshot> resume();

    /**
     * Forgets how often the worker has died, so that its delays and limits begin anew; one that has
     * {@link WorkerState#FAILED} is {@link WorkerState#STOPPED} from then on, and is not started
     * (WRK-LIMIT-006).
     */
    void resetFailed();

    /**
     * How its last incarnations ended, oldest first; the ten last ones are kept (WRK-EVENT-003).
     */
    List<WorkerDeath> deaths();

    /**
     * Forgets a worker that has ended; its name is free again, and its handle refuses every
     * command from then on (WRK-LIFE-011).
     *
     * @throws IllegalLifecycleException unless it is in a terminal state and no worker depends on it,
     *     or if it is a member of a pool: {@link WorkerPool#resize} removes those (WRK-POOL-013)
     */
    void remove();

    /**
     * Asks the worker itself how it is.
     *
     * @return what it answers; completes exceptionally with {@link UnsupportedException} if it does
     *     not speak the control protocol, or with {@link WorkerException} if it ends first
     */
    CompletableFuture<WorkerStatus> query();

    /**
     * Gives the worker a command of the application's own.
     *
     * @param command the name under which the worker handles it
     * @param argument a JSON-like value: string, number, boolean, list, map or null
     * @return what the handler answers; completes exceptionally with {@link WorkerException} if
     *     the worker knows no such command, its handler throws, or it ends first
     */
    CompletableFuture<@Nullable Object> command(String command, @Nullable Object argument);

    /**
     * Messages to and from the worker. It spans restarts: what was sent and not yet taken when an
     * incarnation dies is received by the next (WRK-CHAN-007). It ends when the worker has ended
     * for good; a later start brings a new one.
     *
     * @throws UnsupportedException if the worker has no channel
     */
    Channel channel();

    /**
     * Runs a command inside the worker: among its processes, in its file system and network, as its
     * user (WRK-EXEC-001).
     *
     * @throws IllegalLifecycleException if it is not live
     * @throws SpecException if there is no such program in the worker
     * @throws UnsupportedException if the runtime has no inside of a worker to run it in
     */
    default Execution exec(ExecSpec command) {
        throw new UnsupportedException(
                "Worker '" + name() + "' is no place of its own; run the command beside it");
    }

    /** What the worker wrote to its output. */
    WorkerLog log();
}
