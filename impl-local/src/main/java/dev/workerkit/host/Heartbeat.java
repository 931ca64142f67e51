package dev.workerkit.host;

import java.time.Duration;

/**
 * Tells the master again and again, on a thread of its own, that the work moves on or has nothing to
 * do; of a unit that is in hand all the time it tells nothing. So a wedged worker falls silent,
 * although this thread is well.
 *
 * <p>A unit that was begun since the last beat shows that the work had nothing in hand in between:
 * the master's time begins anew with the first beat in a unit. The end of a unit in which a beat was
 * silent is told at once. So no unit is cut before it has had its limit.
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

    /** By this thread, and by the worker's own at the end of a unit that took long. */
    synchronized void beat() {
        // First, or the end of the unit might come in between.
        units.tellOfProgress(this::beat);
        long turns = units.turns();
        long progress = units.progress();
        boolean moved = progress > toldProgress;
        boolean idle = UnitsDone.isAtRest(turns) || turns != toldTurns && !moved;
        toldTurns = turns;
        toldProgress = progress;
        if (moved || idle) {
            units.tellOfProgress(null);
            listener.progress(progress, idle);
        }
    }
}
