package dev.workerkit.worker;

/** A worker with a single method that does everything. */
@FunctionalInterface
public interface RawWorker {

    /**
     * Runs for as long as the worker is to live. It should return soon after {@link
     * WorkerContext#stopRequested()} turns true; a {@code receive} on the channel then throws
     * {@link dev.workerkit.ChannelClosedException}, which it may let pass.
     *
     * <p>With a watchdog it must show that it makes progress: see {@link WorkerContext#progress()}.
     *
     * <p>Returning ends the worker with exit code 0; throwing anything else ends it with 1.
     */
    void run(WorkerContext context) throws Exception;
}
