package dev.workerkit.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where the threads of one end sleep until the other side rings. One of them listens to the line
 * for all; a ring wakes them all, and each looks whether it was for it. Waking for nothing is
 * allowed, missing a ring is not: a thread reads {@link #rings} before it looks for the last time,
 * and {@link #await} returns at once if there was a ring since.
 */
class Doorbell implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private final Line line;
    private volatile long rings;
    private boolean someoneListens;
    private boolean closed;
    private @Nullable Selector selector;

    Doorbell(Line line) {
        this.line = line;
    }

    /** Prepares to wait: from now on the other side can ring. Returns how often it was rung. */
    long rings() {
        line.open();
        return rings;
    }

    /** Rings at the other side. */
    void ring() {
        line.ring();
    }

    /** Wakes all who wait here. */
    void wakeAll() {
        lock.lock();
        try {
            rings++;
            rung.signalAll();
            if (selector != null) {
                selector.wakeup();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sleeps until it was rung more often than this, or for this long; maybe shorter. */
    void await(long seen, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        lock.lockInterruptibly();
        try {
            while (rings == seen && !closed) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                if (someoneListens) {
                    rung.awaitNanos(left);
                } else {
                    listen(left);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void listen(long nanos) throws InterruptedException {
        Selector current = openSelector();
        someoneListens = true;
        lock.unlock();
        try {
            line.register(current);
            // Rounded up, as less than a millisecond would mean for ever.
            current.select(TimeUnit.NANOSECONDS.toMillis(nanos - 1) + 1);
            current.selectedKeys().clear();
            line.drain();
        } catch (IOException | ClosedSelectorException e) {
            // The line was hung up meanwhile, and whoever did that wakes all.
        } finally {
            lock.lock();
            someoneListens = false;
            // Wakes the others even if it was only this thread's time that was over, for one of
            // them must listen now.
            rings++;
            rung.signalAll();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private Selector openSelector() {
        Selector current = selector;
        if (current == null) {
            try {
                current = Selector.open();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            selector = current;
        }
        return current;
    }

    /** Closes the line. Nobody can wait here any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            line.close();
            Sockets.closeQuietly(selector);
        } finally {
            lock.unlock();
        }
        wakeAll();
    }
}
