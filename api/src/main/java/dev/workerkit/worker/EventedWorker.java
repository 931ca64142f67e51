package dev.workerkit.worker;

/**
 * A worker that answers messages. All methods are called by one thread.
 *
 * <p>It ends with exit code 0 when it is told to stop, after the message in hand, or when the
 * master closes the channel, after all messages. A method that throws ends it with exit code 1;
 * {@link #terminate} is called all the same.
 *
 * <p>On a channel with acknowledgement a message is acknowledged when {@link #onMessage} has
 * returned. When it throws, or the process dies, the message comes again to the next incarnation
 * (WRK-DURABLE-005); {@link WorkerContext#attempts} tells.
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
