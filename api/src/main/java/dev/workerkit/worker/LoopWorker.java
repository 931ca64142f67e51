package dev.workerkit.worker;

/**
 * A worker that does the same thing over and over: it spins up, loops, and spins down. All methods
 * are called by one thread.
 *
 * <p>The time from the start of one loop to the start of the next is the loop time of its launch, a
 * second by default; a loop that takes longer is followed by the next at once. A stop waits for the
 * loop in hand, not for the pause after it. A method that throws ends the worker with exit code 1;
 * {@link #spinDown} is called all the same.
 */
public interface LoopWorker {

    /** Called once before the first loop; the worker is ready when it returns. */
    default void spinUp(WorkerContext context) throws Exception {}

    /** Called once a loop time. */
    void loop(WorkerContext context) throws Exception;

    /** Called once at the end. */
    default void spinDown(WorkerContext context) throws Exception {}
}
