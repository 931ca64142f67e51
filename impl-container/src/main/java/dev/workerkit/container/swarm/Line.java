package dev.workerkit.container.swarm;

import dev.workerkit.WorkerExit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** How one incarnation is spoken to, and heard, wherever it is. */
interface Line extends AutoCloseable {

    /** What it must have to be spoken to. */
    Optional<byte[]> secret();

    /** Completes when it is known to have begun to run. */
    CompletableFuture<Void> begun();

    /**
     * Completes when the line has ended, at the latest by {@link #close}: with how the worker has
     * ended, or what is known instead. Absent where only the swarm tells.
     */
    Optional<CompletableFuture<WorkerExit>> ended();

    /** Its task was seen, on the thread that serves all. */
    void seen(Sighting sighting);

    /**
     * Asks its processes to end.
     *
     * @return whether they were asked
     */
    boolean terminate();

    /**
     * Kills its processes.
     *
     * @return whether that was begun
     */
    boolean kill();

    /** Has a JVM write what it does; tells whether it was asked to. */
    boolean quit();

    /** Stops its processes where they are; tells whether that was begun. */
    boolean freeze();

    /** Lets them go on; tells whether that was begun. */
    boolean thaw();

    /** There is no more: returns when all that came is in the log. */
    @Override
    void close();
}
