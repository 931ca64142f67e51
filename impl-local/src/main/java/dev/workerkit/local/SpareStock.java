package dev.workerkit.local;

import dev.workerkit.WorkerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The spares of one kind: as many as the worker asks for that asks for most. One that dies is
 * replaced, after a time that grows while they die young.
 */
final class SpareStock {

    private static final System.Logger LOG = System.getLogger(SpareStock.class.getName());

    /** The first work of who took one is not to share the processor with the start of the next. */
    private static final long REST_MILLIS = 200;

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;
    private static final int MOST_DOUBLINGS = 10;
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private final Executor executor;
    private final Supplier<Spare> birth;
    private final Map<Object, Integer> wanted = new HashMap<>();
    private final List<Spare> spares = new ArrayList<>();
    private int early;
    private boolean pausing;

    /**
     * An empty one.
     *
     * @param executor of the runtime, which waits for what it was given before it ends
     * @param birth starts a spare
     */
    SpareStock(Executor executor, Supplier<Spare> birth) {
        this.executor = executor;
        this.birth = birth;
    }

    /** The worker wants so many until it {@linkplain #release lets them go}; none is started now. */
    synchronized void hold(Object worker, int count) {
        wanted.put(worker, count);
    }

    /** Ends what nobody else wants. */
    void release(Object worker) {
        List<Spare> superfluous;
        synchronized (this) {
            if (wanted.remove(worker) == null) {
                return;
            }
            List<Spare> beyond = spares.subList(Math.min(target(), spares.size()), spares.size());
            superfluous = List.copyOf(beyond);
            beyond.clear();
        }
        end(superfluous);
    }

    private void end(List<Spare> superfluous) {
        try {
            superfluous.forEach(spare -> executor.execute(spare::end));
        } catch (RejectedExecutionException e) {
            superfluous.forEach(Spare::end);
        }
    }

    private int target() {
        return wanted.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** One that is ready, and the caller's from now on. */
    synchronized Optional<Spare> take() {
        Optional<Spare> taken = spares.stream().filter(Spare::take).findFirst();
        taken.ifPresent(spares::remove);
        return taken;
    }

    /** Starts those that are missing, in a while. */
    void replenish() {
        after(REST_MILLIS, this::startMissing);
    }

    /** Nothing is done if the runtime is closed by then. */
    private void after(long millis, Runnable deed) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, executor).execute(deed);
    }

    private synchronized void startMissing() {
        while (!pausing && spares.size() < target()) {
            try {
                Spare started = birth.get();
                spares.add(started);
                started.gone().thenAcceptAsync(how -> lost(started, how), executor);
            } catch (WorkerException e) {
                failed("A spare could not be started: " + e.getMessage(), true);
            }
        }
    }

    private synchronized void lost(Spare spare, String how) {
        if (spares.remove(spare)) {
            failed("A spare has ended: " + how, spare.age().compareTo(SETTLED) < 0);
        }
    }

    private void failed(String what, boolean young) {
        early = young ? early + 1 : 1;
        long pause =
                Math.min(
                        LONGEST_PAUSE_MILLIS,
                        FIRST_PAUSE_MILLIS << Math.min(early - 1, MOST_DOUBLINGS));
        LOG.log(System.Logger.Level.WARNING, what + "; the next is started in " + pause + " ms");
        if (!pausing) {
            pausing = true;
            after(pause, this::endPause);
        }
    }

    private synchronized void endPause() {
        pausing = false;
        startMissing();
    }
}
