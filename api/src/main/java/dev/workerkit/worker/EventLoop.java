package dev.workerkit.worker;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The one thread on which all that a shared worker's handler does is done. Tasks may be given from
 * any thread; one that throws ends the worker as a callback that throws does.
 */
public interface EventLoop extends Executor {

    /**
     * Runs a task after a time, unless it is cancelled or the worker ends first.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the worker has ended
     */
    Scheduled schedule(Runnable task, Duration delay);

    /**
     * Runs a task over and over, first after one period; the time from the end of one run to the
     * start of the next is the period.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the worker has ended
     */
    Scheduled scheduleEvery(Runnable task, Duration period);

    /** Whether the calling thread is this one. */
    boolean isCurrent();

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Scheduled {
        /** Sees to it that it is not run again; a run that has begun goes on. */
        void cancel();
    }
}
