package dev.workerkit.pool;

import dev.workerkit.ChannelClosedException;
import dev.workerkit.PoolMessage;
import dev.workerkit.channel.Received;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The messages of all members. They are acknowledged only when they are taken from here, so those
 * that wait are bounded by the capacity of the members' channels.
 */
final class Inbox {

    private record Letter(Received received, Member from) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final Queue<Letter> letters = new ArrayDeque<>();
    private final String pool;
    private boolean closed;

    Inbox(String pool) {
        this.pool = pool;
    }

    void add(Received received, Member from) {
        lock.lock();
        try {
            letters.add(new Letter(received, from));
            arrival.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next message, decoded by the caller; null if none comes in time. */
    @Nullable PoolMessage receive(Duration timeout, Class<?> type) {
        Letter letter = next(TimeUnit.NANOSECONDS.convert(timeout));
        if (letter == null) {
            return null;
        }
        try {
            return new PoolMessage(
                    letter.received.message(type),
                    letter.from.worker().id(),
                    letter.from.name(),
                    letter.received.sender());
        } finally {
            acknowledge(letter);
        }
    }

    private static void acknowledge(Letter letter) {
        try {
            letter.received.acknowledge();
        } catch (ChannelClosedException e) {
            // The member was removed: there is nobody left to whom it would make a difference.
        }
    }

    private @Nullable Letter next(long nanos) {
        long left = nanos;
        try {
            lock.lockInterruptibly();
            try {
                while (letters.isEmpty()) {
                    if (closed) {
                        throw new ChannelClosedException(
                                "Pool '" + pool + "' is closed, and all was received");
                    }
                    if (left <= 0) {
                        return null;
                    }
                    left = arrival.awaitNanos(left);
                }
                return letters.remove();
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChannelClosedException(
                    "The thread was interrupted while it waited; the pool itself is open", e);
        }
    }

    /** Nothing more comes. */
    void close() {
        lock.lock();
        try {
            closed = true;
            arrival.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
