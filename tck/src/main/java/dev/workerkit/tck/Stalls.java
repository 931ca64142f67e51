package dev.workerkit.tck;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * For how long the machine has not run this JVM since something began: a thread that does nothing
 * but sleep for a moment notices how much later it wakes. So it counts machines that are suspended,
 * collections of garbage and processors that nobody gets; not that a busy machine is slow, for which
 * the time scale is there. All methods may be called from any thread.
 */
public final class Stalls {

    private static final long NAP = Duration.ofMillis(5).toNanos();

    /** Who wakes that much later has not been held up. */
    private static final long USUAL = Duration.ofMillis(20).toNanos();

    /** A wait of which a quarter was lost proves nothing. */
    private static final int SHARE = 4;

    private static final AtomicLong SUM = new AtomicLong();
    private static final AtomicLong AWAKE = new AtomicLong(System.nanoTime());

    static {
        Thread watch = new Thread(Stalls::watch, "tck notices stalls");
        watch.setDaemon(true);
        watch.setPriority(Thread.MAX_PRIORITY);
        watch.start();
    }

    private final long before;

    private Stalls(long before) {
        this.before = before;
    }

    /** Counts from now on. */
    public static Stalls sinceNow() {
        return new Stalls(now());
    }

    /** All that there was since then, what is going on included. */
    public Duration sum() {
        return Duration.ofNanos(Math.max(0, now() - before));
    }

    /** Whether they can be why something was not there within a limit. */
    public boolean explain(Duration limit) {
        return sum().multipliedBy(SHARE).compareTo(limit) >= 0;
    }

    private static long now() {
        return SUM.get() + late(System.nanoTime() - AWAKE.get());
    }

    private static long late(long slept) {
        return slept - NAP > USUAL ? slept - NAP : 0;
    }

    private static void watch() {
        while (true) {
            LockSupport.parkNanos(NAP);
            long awake = System.nanoTime();
            SUM.addAndGet(late(awake - AWAKE.get()));
            AWAKE.set(awake);
        }
    }
}
