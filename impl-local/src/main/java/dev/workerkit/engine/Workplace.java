package dev.workerkit.engine;

import dev.workerkit.Channel;
import dev.workerkit.ExecSpec;
import dev.workerkit.Execution;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerLog;
import dev.workerkit.WorkerStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One worker on the launcher's side, over all its incarnations.
 *
 * <p>The engine calls {@code spawn} to {@code forget} on its own thread, so they must return at
 * once; what they begin is carried out in the order of the calls, and its outcome is told to the
 * {@link Reports}.
 */
public interface Workplace {

    /** Spawns an incarnation; nothing of the one before is left. */
    void spawn(int incarnation, Reports reports);

    /** Asks an incarnation to end; the engine will kill it when the grace is over. */
    void askToStop(int incarnation, Duration grace);

    /** Kills the process tree of an incarnation. */
    void kill(int incarnation);

    /**
     * Finds out what an incarnation hangs in that will be killed for making no progress, and leaves
     * it in the log; within half a second. Does nothing where there is no way to know.
     */
    default void diagnose(int incarnation) {}

    /** Lets an incarnation finish the unit of work in hand and take no new one. */
    void pause(int incarnation);

    /** Lets a paused incarnation go on. */
    void resume(int incarnation);

    /**
     * The worker is to be started, or renewed, and may not be for this reason. It is left in the log.
     *
     * @param incarnation the last one; 0 before the first
     */
    default void heldUp(int incarnation, String reason) {}

    /** The worker has ended for good: its channel ends. A later {@code spawn} begins anew. */
    void retire();

    /** The worker is removed: all that it held is released. */
    void forget();

    /** See {@link dev.workerkit.Worker#channel()}; called on any thread. */
    Channel channel();

    /**
     * See {@link dev.workerkit.Worker#exec}; called on any thread, of a worker that was live a moment
     * ago.
     */
    default Execution exec(ExecSpec command) {
        throw new UnsupportedException(
                "Its workers are processes beside all others; run the command beside them");
    }

    /** See {@link dev.workerkit.Worker#log()}; called on any thread. */
    WorkerLog log();

    /** See {@link dev.workerkit.Worker#query()}; called on any thread. */
    CompletableFuture<WorkerStatus> query();

    /** See {@link dev.workerkit.Worker#command}; called on any thread. */
    CompletableFuture<@Nullable Object> command(String command, @Nullable Object argument);
}
