package dev.workerkit;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Workers that were started together (WRK-READY-007). Each can be handled by itself, too; what is
 * asked of the group is asked of all that were not removed since. All methods may be called from any
 * thread.
 *
 * <p>The futures complete when all workers have got there, with their snapshots in the order of
 * their start.
 */
public interface WorkerGroup {

    /** The name it was given; unique among the groups of its runtime. */
    String name();

    /** The workers that were not removed, in the order of their start. */
    List<Worker> workers();

    /** What is known of each worker now, in the order of their start. */
    default List<WorkerSnapshot> snapshots() {
        return workers().stream().map(Worker::snapshot).toList();
    }

    /**
     * Completes when all workers are ready, as {@link Worker#ready()}; those that are paused are
     * not waited for.
     *
     * @return completes exceptionally with {@link GroupStartException} when all have got there or
     *     ended otherwise, if one has
     */
    CompletableFuture<List<WorkerSnapshot>> ready();

    /**
     * Starts the workers that have ended, or wait to be started again, in the order of their
     * dependencies and priorities. Those that are up already stay as they are.
     *
     * @return completes as {@link #ready()}
     * @throws IllegalLifecycleException if one is being stopped; none was started then
     * @throws KillSwitchException if the start of one is forbidden; none was started then
     */
    CompletableFuture<List<WorkerSnapshot>> start();

    /**
     * Stops the workers in the reverse of that order: each once all others of the group that depend
     * on it have ended.
     *
     * @return completes when all have ended and nothing of them is left
     */
    CompletableFuture<List<WorkerSnapshot>> stop();

    /**
     * Stops all workers as {@link #stop()} does, then starts all of them.
     *
     * @return completes as {@link #ready()}; exceptionally with {@link WorkerException} if another
     *     command was given to the group before they were started
     */
    CompletableFuture<List<WorkerSnapshot>> restart();

    /**
     * Forgets the group and its workers, which have all ended, as {@link Worker#remove()}. From then
     * on it refuses every command with {@link IllegalLifecycleException} (WRK-READY-011).
     *
     * @throws IllegalLifecycleException if one has not ended, or is needed by a worker outside, and
     *     the group is as before then; or if it was removed before
     */
    void remove();
}
