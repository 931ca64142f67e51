package dev.workerkit.worker;

import dev.workerkit.Channel;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerStatus;
import java.time.Duration;
import java.util.function.Supplier;

/** What a worker is given: who it is, its channel, and what is wanted of it. Thread-safe. */
public interface WorkerContext {

    /** Who this is. */
    WorkerId id();

    /** The name it was given. */
    String name();

    /** Which spawn of the worker this is, from 1. */
    int incarnation();

    /** Messages from and to the master. */
    Channel channel();

    /**
     * How often the message in hand of an evented or task worker was delivered before, to an
     * incarnation that did not acknowledge it (WRK-DURABLE-005). 0 when there is none.
     */
    int attempts();

    /** Whether the message in hand was delivered before; it may have been dealt with in part. */
    default boolean redelivered() {
        return attempts() > 0;
    }

    /** Whether the worker was told to stop. Once true, it never turns false. */
    boolean stopRequested();

    /**
     * Waits until the worker is told to stop, or for as long as this.
     *
     * @return whether it was told to stop
     */
    boolean awaitStop(Duration timeout) throws InterruptedException;

    /**
     * Waits while the worker is paused. Evented and loop workers need not call it; a raw worker
     * calls it between two units of work, and is not paused before it does.
     */
    void awaitNotPaused() throws InterruptedException;

    /**
     * Shows the watchdog, if there is one, that the work moves on (WRK-WATCH-006).
     *
     * <p>To a raw worker it says that one more unit of work is done, which also counts for its
     * recycling. One that neither says so nor waits, on the thread that runs it, in {@link
     * #awaitStop}, {@link #awaitNotPaused} or for a message of its channel, is killed by its
     * watchdog. The units of other workers are counted by themselves; one that takes long may say
     * so for each part of it.
     */
    void progress();

    /** Tells the master how the worker is doing, in a line for people. */
    void status(String text);

    /**
     * Ends the worker with this exit code after the unit of work in hand: 0 completes it, 1 has it
     * started again, 2 fails it, others go by its policy.
     *
     * @param code 0 to 255
     */
    void exit(int code);

    /** What to answer when the master asks how the worker is; called on a thread of its own. */
    void onQuery(Supplier<WorkerStatus> answer);

    /** What to do at a command of the application's own; called on a thread of its own. */
    void onCommand(String command, CommandHandler handler);
}
