package dev.workerkit.launch;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes rounds among all that somebody asked to look after, for as long as there is anything to look
 * after. Thread-safe.
 */
public final class Patrol<T> {

    private static final System.Logger LOG = System.getLogger(Patrol.class.getName());

    private final ScheduledExecutorService thread;
    private final Duration every;
    private final Consumer<Collection<T>> round;
    private final Set<T> subjects = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable ScheduledFuture<?> rounds;

    /** One that makes its rounds on this thread, so long after each other. */
    Patrol(ScheduledExecutorService thread, Duration every, Consumer<Collection<T>> round) {
        this.thread = thread;
        this.every = every;
        this.round = round;
    }

    /** Looks after it from now on. */
    public synchronized void begin(T subject) {
        subjects.add(subject);
        if (rounds == null) {
            long nanos = every.toNanos();
            rounds =
                    thread.scheduleWithFixedDelay(
                            this::goRound, nanos, nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Looks after it no more. */
    public synchronized void end(T subject) {
        subjects.remove(subject);
        if (subjects.isEmpty() && rounds != null) {
            rounds.cancel(false);
            rounds = null;
        }
    }

    private void goRound() {
        try {
            round.accept(subjects());
        } catch (RuntimeException e) {
            // One that fails must not be the last.
            LOG.log(System.Logger.Level.WARNING, "A look after workers failed", e);
        }
    }

    private synchronized List<T> subjects() {
        return List.copyOf(subjects);
    }
}
