package dev.workerkit.worker;

/**
 * A worker that answers messages. All methods are called by one thread.
 *
 * <p>It ends with exit code 0 when it is told to stop, after the message in hand, or when the
 * master closes the channel, after all messages. A method that throws ends it with exit code 1;
 * {@link #terminate} is called all the same.
 */
public interface EventedWorker {

    /** Called once before the first message; the worker is ready when it returns. */
    default void initialize(WorkerContext context) throws Exception {}

    /** Called for each message, as {@link #messageType()}. */
    void onMessage(Object message, WorkerContext context) throws Exception;

    /** Called once at the end. */
    default void terminate(WorkerContext context) throws Exception {}

    /** What messages are decoded to; by default whatever the codec makes of them. */
    default Class<?> messageType() {
        return Object.class;
    }
}
