package dev.workerkit.shared;

import dev.workerkit.BytesHandler;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.Disconnect;
import dev.workerkit.wire.Outbox;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Messages that have come and were not received yet. When they are more than a bound, nothing more
 * is read from the connection until half of them are received. Any number of threads may receive.
 */
final class Inflow {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Deque<ByteBuffer> messages = new ArrayDeque<>();
    private final int bound;
    private final Runnable resume;
    private long waiting;
    private long received;
    private boolean unbounded;
    private boolean discarding;
    private boolean paused;
    private @Nullable Disconnect ended;

    /**
     * An empty one.
     *
     * @param bound how many bytes may wait
     * @param resume has the connection read on; called by receiving threads, outside of locks
     */
    Inflow(int bound, Runnable resume) {
        this.bound = bound;
        this.resume = resume;
    }

    /**
     * Adds a message, whose buffer is handed over.
     *
     * @return whether nothing more is to be read for the time being
     */
    boolean add(ByteBuffer message) {
        lock.lock();
        try {
            if (!discarding) {
                messages.add(message);
                waiting += bytes(message);
                news.signal();
            }
            paused = !unbounded && waiting > bound;
            return paused;
        } finally {
            lock.unlock();
        }
    }

    /** As on the wire: else there would be no bound to the empty ones. */
    private static int bytes(ByteBuffer message) {
        return Outbox.HEADER_BYTES + message.remaining();
    }

    /** From now on, all that comes is read at once: what comes after it matters more. */
    void liftBound() {
        boolean wasPaused;
        lock.lock();
        try {
            unbounded = true;
            wasPaused = paused;
            paused = false;
        } finally {
            lock.unlock();
        }
        if (wasPaused) {
            resume.run();
        }
    }

    /** The bound holds again. */
    void restoreBound() {
        lock.lock();
        try {
            unbounded = discarding;
        } finally {
            lock.unlock();
        }
    }

    /** From now on, all that comes is read and thrown away; what has come can be received. */
    void discard() {
        lock.lock();
        try {
            discarding = true;
        } finally {
            lock.unlock();
        }
        liftBound();
    }

    /** Nothing more will come, because the connection has ended so. */
    void end(Disconnect why) {
        lock.lock();
        try {
            ended = why;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many messages were received. */
    long received() {
        lock.lock();
        try {
            return received;
        } finally {
            lock.unlock();
        }
    }

    /** Whether reading waits for somebody to receive. */
    boolean isPaused() {
        lock.lock();
        try {
            return paused;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives the handler the next message, waiting for one as long as this.
     *
     * @return whether there was one
     * @throws ChannelClosedException if none will ever come, or the thread is interrupted
     */
    boolean take(BytesHandler handler, long nanos) {
        ByteBuffer message = next(nanos);
        if (message == null) {
            return false;
        }
        handler.onMessage(message.asReadOnlyBuffer());
        return true;
    }

    private @Nullable ByteBuffer next(long nanos) {
        ByteBuffer message;
        boolean wasPaused;
        lock.lock();
        try {
            message = await(nanos);
            if (message == null) {
                return null;
            }
            received++;
            waiting -= bytes(message);
            wasPaused = paused && waiting <= bound / 2;
            paused &= !wasPaused;
        } finally {
            lock.unlock();
        }
        if (wasPaused) {
            resume.run();
        }
        return message;
    }

    private @Nullable ByteBuffer await(long nanos) {
        long left = nanos;
        ByteBuffer message = messages.poll();
        while (message == null) {
            if (ended != null) {
                throw new ChannelClosedException(
                        "The connection has ended, and all that came was received: " + ended);
            }
            if (left <= 0) {
                return null;
            }
            try {
                left = news.awaitNanos(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Interrupts.whileWaiting(e);
            }
            message = messages.poll();
        }
        return message;
    }

    /** The longest wait of the system's clock, for longer ones. */
    static long nanos(java.time.Duration timeout) {
        return TimeUnit.NANOSECONDS.convert(timeout);
    }
}
