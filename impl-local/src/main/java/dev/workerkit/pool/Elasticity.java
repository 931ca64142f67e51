package dev.workerkit.pool;

import dev.workerkit.KillSwitchException;
import dev.workerkit.PoolSpec;
import dev.workerkit.WorkerException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets members come while all are busy and work waits, and go when they are idle. Looks only while
 * work waits, or there are more members than the least. Thread-safe.
 */
final class Elasticity implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Elasticity.class.getName());

    /** How long work may wait before that counts: less than a member takes to come. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** While the kill switch forbids it; work waits for long then. */
    private static final long FORBIDDEN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final PoolSpec spec;
    private final Dispatcher dispatcher;
    private final Staff staff;
    private final Threads threads;
    private final AtomicBoolean aboutToGrow = new AtomicBoolean();
    private final AtomicBoolean aboutToShrink = new AtomicBoolean();
    private volatile boolean closed;

    Elasticity(PoolSpec spec, Dispatcher dispatcher, Staff staff, Threads threads) {
        this.spec = spec;
        this.dispatcher = dispatcher;
        this.staff = staff;
        this.threads = threads;
    }

    /** There may be work that waits. Does not wait. */
    void workWaits() {
        growIn(PATIENCE_NANOS);
    }

    private void growIn(long nanos) {
        if (spec.isElastic() && !closed && aboutToGrow.compareAndSet(false, true)) {
            threads.later(this::grow, nanos);
        }
    }

    private void grow() {
        aboutToGrow.set(false);
        Demand demand = dispatcher.demand();
        int more = demand.hires(spec.most());
        if (more > 0 && !closed) {
            try {
                // One by one, for one may be forbidden to come and another not.
                for (int i = 0; i < more; i++) {
                    staff.hire(1);
                }
            } catch (KillSwitchException e) {
                // Not for ever, so it is looked again while work waits (WRK-KILL-002).
                LOG.log(System.Logger.Level.DEBUG, "A pool may not grow", e);
                growIn(FORBIDDEN_NANOS);
                return;
            } catch (WorkerException e) {
                LOG.log(System.Logger.Level.WARNING, "A pool could not grow", e);
                return;
            }
            sizeChanged();
        }
        if (demand.waiting() > 0 && demand.size() < spec.most()) {
            workWaits();
        }
    }

    /** There may be more members than the least. Does not wait. */
    void sizeChanged() {
        if (spec.isElastic() && !closed && aboutToShrink.compareAndSet(false, true)) {
            // So often that none stays much longer than it should.
            threads.later(this::shrink, Math.max(PATIENCE_NANOS, idleNanos() / 4));
        }
    }

    private void shrink() {
        aboutToShrink.set(false);
        if (closed) {
            return;
        }
        dispatcher.dismissIdle(spec.least(), idleNanos(), System.nanoTime()).forEach(staff::letGo);
        if (dispatcher.demand().size() > spec.least()) {
            sizeChanged();
        }
    }

    private long idleNanos() {
        return TimeUnit.NANOSECONDS.convert(spec.idleTime());
    }

    @Override
    public void close() {
        closed = true;
    }

    /**
     * How much a pool has to do, and with how many.
     *
     * @param size members, those about to leave not counted
     * @param starting those of them that may take work soon
     * @param idle those of them that could take work now
     * @param busy those of them that run and have work
     * @param waiting pieces of work that wait, in the pool or at a member that has others to do
     */
    record Demand(int size, int starting, int idle, int busy, long waiting) {

        /** How many more are needed, if there may be so many. */
        int hires(int most) {
            if (idle > 0 || busy == 0) {
                return 0;
            }
            return (int) Math.max(0, Math.min(waiting - starting, most - size));
        }
    }
}
