package dev.workerkit.launch;

import dev.workerkit.ExecSpec;
import dev.workerkit.Execution;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One spawn of a worker. All but {@link #fail} is called in order, by one thread at a time; nothing
 * is done to one that has ended.
 */
public interface Incarnation {

    /** The how manieth it is, from 1. */
    int number();

    /** Asks it to end; it is killed when the grace is over. */
    void askToStop(Duration grace);

    /** Kills it, and returns when nothing of it runs any more. */
    void kill();

    /** See {@link dev.workerkit.engine.Workplace#diagnose}. */
    default void diagnose() {}

    /** Lets it finish the unit of work in hand and take no new one. */
    void pause();

    /** Lets it go on. */
    void resume();

    /** Kills it, for it can't work; that it failed to start is how it will be told to have ended. */
    void fail(String reason);

    /** See {@link dev.workerkit.Worker#query()}. */
    CompletableFuture<WorkerStatus> query();

    /** See {@link dev.workerkit.Worker#command}. */
    CompletableFuture<@Nullable Object> command(String command, @Nullable Object argument);

    /** See {@link dev.workerkit.Worker#exec}. */
    default Execution exec(ExecSpec command) {
        throw new UnsupportedException(
                "Its workers are processes beside all others; run the command beside them");
    }
}
