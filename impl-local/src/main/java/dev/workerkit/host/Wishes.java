package dev.workerkit.host;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of the worker: to stop, to pause, to end with a code. Set by the threads that hear
 * the master and signals, heeded by the worker's own. Thread-safe.
 */
final class Wishes {

    /** Told when the worker has come to rest, and when it may go on. */
    interface PauseListener {
        void paused();

        void resumed();
    }

    private static final int NONE = -1;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PauseListener pauseListener;

    private volatile boolean stop;
    private boolean stopByMaster;
    private boolean stopBySignal;
    private int exitCode = NONE;
    private boolean pause;
    private volatile boolean errand;
    private boolean noMore;
    private boolean resting;

    /** The thread that waits for a message between two units of work; it may be interrupted. */
    private @Nullable Thread receiving;

    private boolean woken;

    Wishes(PauseListener pauseListener) {
        this.pauseListener = pauseListener;
    }

    boolean stopRequested() {
        return stop;
    }

    void stopByMaster() {
        lock.lock();
        try {
            stopByMaster = true;
            stop = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void stopBySignal() {
        lock.lock();
        try {
            stopBySignal = true;
            stop = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The worker itself wants to end; the first code counts. */
    void exit(int code) {
        lock.lock();
        try {
            exitCode = exitCode == NONE ? code : exitCode;
            stop = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The code that the process ends with.
     *
     * @param failed whether the worker threw something that is no normal end
     */
    int exitCode(boolean failed) {
        lock.lock();
        try {
            if (failed) {
                // A code chosen before says more, unless it says that all is well.
                return exitCode > ExitCode.DONE ? exitCode : ExitCode.FAILED;
            }
            if (exitCode != NONE) {
                return exitCode;
            }
            return stopBySignal && !stopByMaster ? ExitCode.TERMINATED : ExitCode.DONE;
        } finally {
            lock.unlock();
        }
    }

    void pause() {
        lock.lock();
        try {
            pause = true;
            if (resting) {
                pauseListener.paused();
            }
            wakeReceiver();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void resume() {
        lock.lock();
        try {
            pause = false;
            resting = false;
            pauseListener.resumed();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** There is something for the worker's thread to do between two units of work. */
    void errand() {
        lock.lock();
        try {
            errand = true;
            wakeReceiver();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whatever there is to do so far is about to be seen to. */
    void takeErrand() {
        if (errand) {
            errand = false;
        }
    }

    private void wakeReceiver() {
        if (receiving != null && !woken) {
            woken = true;
            receiving.interrupt();
        }
    }

    /** No unit of work is to be begun any more; a stop will come. */
    void takeNoMore() {
        lock.lock();
        try {
            noMore = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Between two units of work: rests while a pause is wanted, or no more work is, and a stop is
     * not.
     */
    void awaitNotPaused() throws InterruptedException {
        awaitNotPausedOr(false);
    }

    /**
     * The same, until there is an errand.
     *
     * @return whether a unit of work may be begun
     */
    boolean awaitNotPausedOrErrand() throws InterruptedException {
        return awaitNotPausedOr(true);
    }

    private boolean awaitNotPausedOr(boolean heedErrands) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while ((pause || noMore) && !stop && !(heedErrands && errand)) {
                if (pause && !resting) {
                    resting = true;
                    pauseListener.paused();
                }
                changed.await();
            }
            return !pause && !noMore;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Between two units of work: waits for a message from now on.
     *
     * @return false if it must not, because a pause or a stop is wanted, or there is an errand
     */
    boolean beginReceive() {
        lock.lock();
        try {
            if (pause || stop || errand) {
                return false;
            }
            receiving = Thread.currentThread();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a message no longer.
     *
     * @return whether the thread was interrupted for a pause or an errand; it no longer is
     */
    boolean endReceive() {
        lock.lock();
        try {
            receiving = null;
            boolean wasWoken = woken;
            if (wasWoken) {
                woken = false;
                Thread.interrupted();
            }
            return wasWoken;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Between two loops: waits for this moment of {@link System#nanoTime}. A stop or a pause is
     * heeded at once.
     *
     * @return whether the moment has come and nothing is in the way
     */
    boolean awaitNextLoop(long due) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = due - System.nanoTime();
            while (left > 0 && !stop && !pause) {
                left = changed.awaitNanos(left);
            }
            return !stop && !pause;
        } finally {
            lock.unlock();
        }
    }

    boolean awaitStop(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (!stop && left > 0) {
                left = changed.awaitNanos(left);
            }
            return stop;
        } finally {
            lock.unlock();
        }
    }

    /** So long that it never passes, and so short that nothing overflows. */
    static final long FOREVER_NANOS = TimeUnit.DAYS.toNanos(36_500);
}
