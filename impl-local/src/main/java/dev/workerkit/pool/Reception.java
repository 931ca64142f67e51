package dev.workerkit.pool;

import dev.workerkit.ChannelClosedException;
import dev.workerkit.channel.MasterChannel;
import dev.workerkit.channel.Received;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Receives what one member sends over one channel. An attendant, a thread of its own, sleeps until
 * something comes. A thread that waits for the answer to its task looks out for it itself; while
 * such threads come and go, the attendant stands aside, as the two would only wake each other. So a
 * task that is waited for costs no change of threads.
 */
final class Reception {

    /** What is done with what is received. */
    interface Desk {

        /**
         * Notes it. Messages are told in the order in which they were sent.
         *
         * @return what is to be done about it when others may receive again, or null for nothing
         */
        @Nullable Runnable receive(Received received);

        /** Whether something is sure to come, as seen by the thread that received last. */
        boolean expectsMore();
    }

    private static final Duration LONG = Duration.ofDays(1);

    /** How long the attendant waits whether threads still come that receive themselves. */
    private static final long ASIDE_NANOS = 500_000;

    private final MasterChannel channel;
    private final Desk desk;
    private final Thread attendant;

    /** Held from taking a message to noting it, so that their order is kept. */
    private final ReentrantLock taking = new ReentrantLock();

    /** How often a thread has come to receive itself; threads may spoil each other's count. */
    private volatile int visits;

    private volatile boolean aside;
    private volatile boolean needed;
    private volatile boolean over;

    /** Begins to receive. */
    Reception(String name, MasterChannel channel, Desk desk) {
        this.channel = channel;
        this.desk = desk;
        this.attendant = new Thread(this::attend, "workerkit-pool-" + name);
        attendant.setDaemon(true);
        attendant.start();
    }

    /** Whether it receives from this channel, and may do so for some time. */
    boolean isOf(MasterChannel other) {
        return channel == other && !over;
    }

    private void attend() {
        int visitsSeen = 0;
        try {
            while (true) {
                channel.await(LONG);
                receiveAll();
                visitsSeen = standAside(visitsSeen);
            }
        } catch (ChannelClosedException e) {
            over = true;
        }
    }

    private int standAside(int visitsSeen) {
        int seen = visitsSeen;
        aside = true;
        while (!needed && visits != seen) {
            seen = visits;
            LockSupport.parkNanos(this, ASIDE_NANOS);
        }
        aside = false;
        needed = false;
        return seen;
    }

    /**
     * Receives all there is.
     *
     * @throws ChannelClosedException if nothing will ever come
     */
    void receiveAll() {
        while (receiveOne()) {}
    }

    private boolean receiveOne() {
        Runnable consequence;
        taking.lock();
        try {
            Received received = channel.take(Duration.ZERO);
            if (received == null) {
                return false;
            }
            consequence = desk.receive(received);
        } finally {
            taking.unlock();
        }
        if (consequence != null) {
            consequence.run();
        }
        return true;
    }

    /** Receives as long as that may be quicker than to sleep until the task is done. */
    void receiveFor(Task<?> task) {
        visits++;
        try {
            while (!task.isDone()) {
                if (!channel.lookOut()) {
                    callAttendant();
                    return;
                }
                receiveOne();
            }
            if (desk.expectsMore()) {
                callAttendant();
            }
        } catch (ChannelClosedException e) {
            // What the task comes to is told by others.
        }
    }

    /** There is, or will be, something to receive that nobody waits for here. */
    private void callAttendant() {
        needed = true;
        if (aside) {
            LockSupport.unpark(attendant);
        }
    }
}
