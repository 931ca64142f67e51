package dev.workerkit.host;

import java.time.Duration;

/**
 * Tells the master again and again, on a thread of its own, that the work moves on or has nothing to
 * do; of a unit that is in hand all the time it tells nothing. So a wedged worker falls silent,
 * although this thread is well.
 *
 * <p>A unit that was begun since the last beat shows that the work had nothing in hand in between.
 * The master's time thus begins anew with the first beat after the beginning of a unit, and never
 * ends before the unit has had its limit.
 */
final class Heartbeat extends Thread {

    /** Takes what is told. */
    interface Listener {
        /** So many units are done, and whether there was a moment without one in hand. */
        void progress(long units, boolean idle);
    }

    /** So that one may come late without harm. */
    private static final int BEATS_PER_LIMIT = 3;

    private final UnitsDone units;
    private final long everyMillis;
    private final Listener listener;
    private long toldProgress;
    private long toldTurns;

    Heartbeat(UnitsDone units, long everyMillis, Listener listener) {
        super("workerkit-heartbeat");
        this.units = units;
        this.everyMillis = everyMillis;
        this.listener = listener;
        setDaemon(true);
    }

    /** Beats from now on, as often as a watchdog with this limit needs it. */
    static void start(UnitsDone units, Duration limit, Listener listener) {
        long millis = limit.dividedBy(BEATS_PER_LIMIT).toMillis();
        new Heartbeat(units, Math.max(1, millis), listener).start();
    }

    @Override
    public void run() {
        while (true) {
            try {
                Thread.sleep(everyMillis);
                beat();
            } catch (InterruptedException e) {
                // Nobody's business: it ends with the process.
            }
        }
    }

    void beat() {
        long turns = units.turns();
        long progress = units.progress();
        boolean moved = progress > toldProgress;
        boolean idle = UnitsDone.isAtRest(turns) || turns != toldTurns && !moved;
        toldTurns = turns;
        toldProgress = progress;
        if (moved || idle) {
            listener.progress(progress, idle);
        }
    }
}
