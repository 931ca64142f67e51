package dev.workerkit.worker;

/**
 * A worker that performs tasks: one result for each task, in order (WRK-DURABLE-006). All methods are called by one
 * thread. It ends as an {@link EventedWorker} does.
 *
 * <p>A task that came as a request, as those of a pool do, is answered by its result, or by the
 * failure that {@link #perform} ended in: an exception fails the task and not the worker. A task that came as a plain message of the channel is answered by a plain
 * message; as none of these can be told from a result, an exception then ends the worker with exit
 * code 1.
 *
 * <p>On a channel with acknowledgement a task is acknowledged when its answer was sent. A worker
 * that dies in between performs it again in its next incarnation.
 */
public interface TaskWorker {

    /** Called once before the first task; the worker is ready when it returns. */
    default void initialize(WorkerContext context) throws Exception {}

    /**
     * Performs a task.
     *
     * @param task as {@link #taskType()}
     * @return the result, which is sent back
     */
    Object perform(Object task, WorkerContext context) throws Exception;

    /** Called once at the end. */
    default void terminate(WorkerContext context) throws Exception {}

    /** What tasks are decoded to; by default whatever the codec makes of them. */
    default Class<?> taskType() {
        return Object.class;
    }
}
