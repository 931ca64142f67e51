package dev.workerkit.host;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the worker's own thread notes of its work, for others to read: how many units are done, and
 * whether one is in hand. Only the work itself takes notes, so that a worker that hangs can't look
 * alive; a note costs a store or two.
 */
final class UnitsDone {

    /** Hears that all units are done that the worker may do. */
    interface LimitListener {
        void limitReached(String reason);
    }

    private final LimitListener listener;
    private final AtomicLong done = new AtomicLong();

    /** Even while nothing is in hand, odd while something is; grows whenever that changes. */
    private final AtomicLong turns = new AtomicLong();

    /** Parts of units of which the worker has told. */
    private final AtomicLong steps = new AtomicLong();

    /** Waits to hear that the work has moved on, as a rule because it has not for a while. */
    private volatile @Nullable Runnable waiting;

    private volatile @Nullable String unit;
    private volatile long limit = Long.MAX_VALUE;

    UnitsDone(LimitListener listener) {
        this.listener = listener;
    }

    /** The units' name, for people; there are none without. */
    void countedIn(String name) {
        unit = name;
    }

    @Nullable String unit() {
        return unit;
    }

    /** How many may be done; then the listener is told, once. */
    void limitTo(long units) {
        limit = units;
    }

    long done() {
        return done.get();
    }

    /** Grows with each unit and each part of one that is done. */
    long progress() {
        return done.get() + steps.get();
    }

    long turns() {
        return turns.get();
    }

    /** Has it run, once, by the thread that makes the next progress; nobody waits with null. */
    void tellOfProgress(@Nullable Runnable task) {
        waiting = task;
    }

    static boolean isAtRest(long turns) {
        return (turns & 1) == 0;
    }

    /** A unit is in hand from now on. Only the worker's own thread may say so. */
    void begin() {
        turn(1);
    }

    /** The unit in hand is done, and none is in hand. Only the worker's own thread may say so. */
    void end() {
        turn(0);
        add();
    }

    /** Nothing is in hand, and nothing more is done. Only the worker's own thread may say so. */
    void rest() {
        turn(0);
        progressed();
    }

    /** One more is done, whatever is in hand; any thread may say so. */
    void add() {
        long count = done.incrementAndGet();
        if (count == limit) {
            listener.limitReached("it has done " + count + " " + (unit == null ? "units" : unit));
        }
        progressed();
    }

    /** A part of the unit in hand is done; any thread may say so. */
    void step() {
        steps.incrementAndGet();
        progressed();
    }

    private void progressed() {
        Runnable task = waiting;
        if (task != null) {
            waiting = null;
            task.run();
        }
    }

    private void turn(int parity) {
        long last = turns.getPlain();
        // One writer; and who reads it a moment later reads it soon enough.
        turns.lazySet(last + ((last & 1) == parity ? 2 : 1));
    }
}
