package dev.workerkit;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Workers of one kind that share the work. All methods may be called from any thread.
 *
 * <p>There are two kinds of work. A <em>task</em> ({@link #submit}) has a result, and is given to a
 * member when that is idle; until then it waits in the pool, so a slow task holds up no other. A
 * <em>message</em> ({@link #send}) has none; it goes at once into the channel of the member that has
 * the least to do.
 *
 * <p>A member that dies is started again as its {@link RestartPolicy} says. What it had not finished
 * is given to others at once: what it had begun as a redelivery, the rest as if nothing had happened
 * (WRK-POOL-005). A member that has ended for good stays a member and gets no work; it can be
 * started again, and not be removed but by the pool (WRK-POOL-013). Work waits while no member can take it, for example while all are paused or
 * stopped; when all have ended by themselves and for good, it fails with {@link
 * PoolUnavailableException}.
 *
 * <p>The channels of the members belong to the pool: don't send or receive there.
 */
public interface WorkerPool extends Iterable<Worker>, AutoCloseable {

    /** Unique in its runtime. */
    String name();

    /** What it was started from. */
    PoolSpec spec();

    /** Its members at this moment, by number. */
    List<Worker> members();

    @Override
    default Iterator<Worker> iterator() {
        return members().iterator();
    }

    /**
     * Completes when all members are ready or completed; exceptionally with {@link
     * WorkerStartException} when one reaches another terminal state first. Work may be given before.
     */
    CompletableFuture<PoolSnapshot> ready();

    /**
     * Gives a task to the next member that is idle, and waits for room while too many bytes of
     * tasks wait already: as many as the member's {@link ChannelSpec#capacityBytes()}.
     *
     * <p>The future fails with {@link TaskFailedException} if the worker threw, {@link
     * MessageCodecException} if the result can't be decoded, {@link PoisonException} if too many
     * members died over it (WRK-POOL-006), and {@link PoolUnavailableException} if the pool closes
     * first. Cancelling it takes back a task that no member has been given yet. What depends on it
     * may block without harm to the pool.
     *
     * @throws UnsupportedException if the members are no {@link dev.workerkit.worker task workers}
     * @throws PoolUnavailableException if the pool is closed, or nobody is left to do the work
     * @throws MessageTooLargeException if it is larger than the channel allows
     * @throws MessageCodecException if it can't be encoded
     */
    default CompletableFuture<Object> submit(Object task) {
        return submit(task, Object.class);
    }

    /** The same with a result of this type. */
    <T> CompletableFuture<T> submit(Object task, Class<T> resultType);

    /**
     * Sends a message to the member with the fewest unfinished ones, or says at once why not
     * (WRK-POOL-003). While no member is ready it waits in the pool.
     *
     * @return {@link SendResult#FULL} if there is no room at any member, {@link SendResult#CLOSED}
     *     if the pool is closed or nobody is left to do the work
     * @throws UnsupportedException if the members have no channel
     * @throws MessageTooLargeException if it is larger than the channel allows
     * @throws MessageCodecException if it can't be encoded
     */
    SendResult offer(Object message);

    /** The same, waiting for room as long as this. */
    SendResult send(Object message, Duration timeout);

    /**
     * The next message of any member that is no result of a task, waiting as long as this; those of
     * one member come in its order (WRK-POOL-004). While messages wait to be received, members may
     * have to wait before they can send more, results included.
     *
     * @return the message, or null if none came in time
     * @throws ChannelClosedException if the pool is closed and all was received, or the thread is
     *     interrupted
     * @throws UnsupportedException if the members have no channel
     * @throws MessageCodecException if the next message can't be decoded; it is passed over
     */
    default @Nullable PoolMessage receive(Duration timeout) {
        return receive(timeout, Object.class);
    }

    /** The same with a message of this type. */
    @Nullable PoolMessage receive(Duration timeout, Class<?> type);

    /**
     * Changes the number of members. Those with the highest numbers leave: they finish what they
     * have begun, and the rest goes to others (WRK-POOL-008). An elastic pool goes on from there
     * within its bounds.
     *
     * @return completes when those who came are ready and those who left are gone
     * @throws SpecException if the size is out of range, out of the bounds of an elastic pool, or
     *     more than the pattern of names can name
     * @throws PoolUnavailableException if the pool is closed
     * @throws KillSwitchException if it would grow, and the start of one is forbidden; none comes
     */
    CompletableFuture<PoolSnapshot> resize(int size);

    /**
     * Restarts the members one after another, each when the one before is ready again; the others
     * go on working. Before it is restarted, a member is given no more work and the grace of its
     * {@link StopPolicy} to finish what it has begun; within that grace no work is lost or done
     * twice (WRK-POOL-007). Asked for again meanwhile, it begins anew when it is through. All are
     * running afterwards: it starts members that had ended or were stopped by hand, and those that
     * were paused are resumed by it, too.
     *
     * @return completes when all are ready; exceptionally, with the rest left as they are, if one
     *     can't be restarted
     * @throws PoolUnavailableException if the pool is closed
     * @throws KillSwitchException if the start of one is forbidden; none is restarted
     */
    CompletableFuture<PoolSnapshot> rollingRestart();

    /**
     * Starts all members that {@link Worker#start()} can start.
     *
     * @return completes when they are ready
     * @throws IllegalLifecycleException if the states of all members forbid it
     * @throws KillSwitchException if the start of one is forbidden; none is started
     */
    CompletableFuture<PoolSnapshot> start();

    /**
     * Stops all members side by side. Work that was not begun waits until they are started.
     *
     * @return completes when they have ended
     */
    CompletableFuture<PoolSnapshot> stop();

    /**
     * Restarts all members side by side.
     *
     * @return completes when they are ready
     * @throws IllegalLifecycleException if the states of all members forbid it
     * @throws KillSwitchException if the start of one is forbidden; none is restarted
     */
    CompletableFuture<PoolSnapshot> restart();

    /**
     * Pauses all members that {@link Worker#pause()} can pause. Work waits until they are resumed.
     *
     * @return completes when they are paused
     * @throws IllegalLifecycleException if the states of all members forbid it
     */
    CompletableFuture<PoolSnapshot> pause();

    /**
     * Lets all members go on that are paused.
     *
     * @return completes when they run
     * @throws IllegalLifecycleException if none is paused
     */
    CompletableFuture<PoolSnapshot> resume();

    /** What is known of it now. */
    PoolSnapshot snapshot();

    /** The last thousand messages that too many members died over, oldest first (WRK-POOL-006). */
    List<DeadLetter> deadLetters();

    /**
     * Calls the listener for each dead letter from now on, in order and one at a time, on a thread
     * of its own.
     *
     * @return closes the subscription
     */
    WorkerRuntime.Subscription onDeadLetter(Consumer<DeadLetter> listener);

    /**
     * Takes no more work, lets the members finish what was accepted within the grace of their
     * {@link StopPolicy}, stops and removes them. What was not finished fails with {@link
     * PoolUnavailableException} (WRK-POOL-012). The grace is for all of this together: who outlasts
     * it is killed. Closing again does nothing but wait. Closing the runtime closes its pools.
     */
    @Override
    void close();
}
