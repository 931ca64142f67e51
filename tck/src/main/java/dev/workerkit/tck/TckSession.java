package dev.workerkit.tck;

import dev.workerkit.Capability;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.spi.WorkerRuntimeProvider;
import dev.workerkit.tck.trace.Recorder;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One verification's session with the runtime under test: opens it, waits for what it does, and
 * closes what was left open. The runner begins a session before each verification and ends it
 * after; a property has one for all its tries. All methods may be called from any thread.
 */
public final class TckSession implements AutoCloseable {

    private static volatile boolean here;

    private static final InheritableThreadLocal<@Nullable TckSession> CURRENT =
            new InheritableThreadLocal<>();
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);
    private static final Duration CLOCK_ERROR = Duration.ofMillis(5);

    private final RuntimeUnderTest runtime;
    private final double timeScale;
    private final List<TrackedRuntime> opened = new ArrayList<>();
    private final Set<String> workers = ConcurrentHashMap.newKeySet();
    private final Recorder recorder = new Recorder();
    private final Timings timings = new Timings();
    private final Stalls stalls = Stalls.sinceNow();
    private final AtomicReference<@Nullable String> suspicion = new AtomicReference<>();
    private @Nullable String fault;

    /** Closed before the runtimes that they belong to. */
    private final List<Closeable> belongings = new ArrayList<>();

    private boolean ended;

    private TckSession(RuntimeUnderTest runtime, double timeScale) {
        this.runtime = runtime;
        this.timeScale = timeScale;
    }

    /**
     * The session of the verification that runs on this thread, or that started this thread. A
     * thread of a pool has none: give it the session.
     */
    public static TckSession current() {
        TckSession session = CURRENT.get();
        if (session == null) {
            throw new IllegalStateException(
                    "No verification runs on the thread '"
                            + Thread.currentThread().getName()
                            + "'; verifications are run by the TCK: ./workerkit tck run");
        }
        return session;
    }

    /** The session of this thread, if it has one. */
    public static Optional<TckSession> ifAny() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Begins a session for a verification that is about to run on this thread. For the runner. */
    public static TckSession begin(RuntimeUnderTest runtime, double timeScale) {
        here = true;
        TckSession session = new TckSession(runtime, timeScale);
        CURRENT.set(session);
        return session;
    }

    /** Whether this is the JVM in which verifications run, and not one of a worker's own. */
    public static boolean isHere() {
        return here;
    }

    /**
     * Runs something of the verification on a thread that it did not start, and which therefore does
     * not have this session, or has another one. For the runner.
     */
    public <T> T during(Supplier<T> part) {
        TckSession before = CURRENT.get();
        CURRENT.set(this);
        try {
            return part.get();
        } finally {
            CURRENT.set(before);
        }
    }

    /** Records what the verification does and sees. For the runner. */
    public Recorder recorder() {
        return recorder;
    }

    /** The name by which {@link dev.workerkit.WorkerRuntimes} opens the runtime under test. */
    public String runtimeName() {
        return runtime.name();
    }

    /** The settings of JVMs in which the runtime under test shall be found. */
    List<String> settings() {
        return runtime.settings();
    }

    /** What makes the runtime under test. */
    public WorkerRuntimeProvider provider() {
        return runtime.provider().get();
    }

    /** Whether {@link dev.workerkit.WorkerRuntimes} finds the runtime under test. */
    public boolean isRegistered() {
        return runtime.registered();
    }

    /**
     * Takes note that what stands between the TCK and the runtime, such as a harness, did wrong:
     * nothing can be told of the runtime then. May be called from any thread; the first counts.
     */
    public synchronized void blame(String culprit) {
        if (fault == null) {
            fault = culprit;
        }
    }

    /** What stood between and did wrong, and how. */
    public synchronized Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** What the runtime under test declares. */
    public Set<Capability> capabilities() {
        return runtime.capabilities();
    }

    /** Opens another runtime of the kind under test, with default options. */
    public WorkerRuntime open() {
        return open(RuntimeOptions.defaults());
    }

    /** Opens another runtime of the kind under test. It is closed at the end, if it isn't before. */
    public WorkerRuntime open(RuntimeOptions options) {
        requireNotEnded();
        WorkerRuntime checked = NullCheck.opened(runtime.open(options));
        TrackedRuntime opening =
                new TrackedRuntime(recorder.watch(checked), id -> workers.add(id.value()));
        if (!track(opening)) {
            // It ended meanwhile: a verification that was given up goes on without effect.
            opening.close();
            requireNotEnded();
        }
        return opening;
    }

    /**
     * How long to wait on this machine for what takes this long at most on a usual one. To be used
     * for each deadline of a verification, never for the time that a behaviour itself is given.
     */
    public Duration patience(Duration usual) {
        return Duration.ofNanos(Math.round(usual.toNanos() * timeScale));
    }

    /**
     * Waits with the usual patience, 10 s, for a condition.
     *
     * @param what what is waited for, as a statement: {@code "the worker is RUNNING"}
     * @return the first observation that satisfies the condition
     * @throws AssertionError if there is none in time; the message tells what was observed instead
     */
    public <T extends @Nullable Object> T await(
            String what, Supplier<? extends T> observed, Predicate<? super T> condition) {
        return await(what, USUAL_PATIENCE, observed, condition);
    }

    /** Waits for a condition for as long as {@link #patience patience(usual)}. */
    public <T extends @Nullable Object> T await(
            String what,
            Duration usual,
            Supplier<? extends T> observed,
            Predicate<? super T> condition) {
        return new Watch<T>(what, observed, condition).until(new Patience(this, patience(usual)));
    }

    /**
     * Waits with the usual patience, 10 s, for a future.
     *
     * @return its value
     * @throws AssertionError if it is not complete in time
     * @throws RuntimeException what it completed exceptionally with
     */
    public <T extends @Nullable Object> T await(String what, CompletableFuture<T> future) {
        return await(what, USUAL_PATIENCE, future);
    }

    /** Waits for a future for as long as {@link #patience patience(usual)}. */
    public <T extends @Nullable Object> T await(
            String what, Duration usual, CompletableFuture<T> future) {
        Patience patience = new Patience(this, patience(usual));
        try {
            T answer = future.get(patience.limit().toNanos(), TimeUnit.NANOSECONDS);
            patience.rewarded(what);
            return answer;
        } catch (TimeoutException e) {
            throw patience.exhausted(
                    what + ": no answer within " + Durations.text(patience.limit()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(what + ": interrupted while waiting", e);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new AssertionError(what + ": completed exceptionally with " + cause, cause);
        }
    }

    /**
     * Watches that a condition holds for a while. The window is not scaled: it is the time in which
     * something that must not happen would happen on a usual machine.
     *
     * @throws AssertionError as soon as it does not hold; the message tells what was observed
     */
    public <T extends @Nullable Object> void throughout(
            String what,
            Duration window,
            Supplier<? extends T> observed,
            Predicate<? super T> condition) {
        new Watch<T>(what, observed, condition).throughout(window);
    }

    /**
     * Judges that something took no longer than the specification states. A machine needs some time
     * to do anything; a busy one, as it was measured to be, longer, and one that stood still longer
     * yet. What is late within that can't be blamed on the runtime.
     *
     * @param what took so long, for the report: {@code "the kill after the grace"}
     * @param stated what the specification says
     * @param usual what a usual machine may need beyond that
     * @param observed how long it took
     * @throws TimingSuspectException if it took longer, but the machine may be why
     * @throws AssertionError if it took longer than this machine can explain
     */
    public void within(String what, Duration stated, Duration usual, Duration observed) {
        Duration most = stated.plus(usual);
        timings.note(what, Timing.Kind.MOST, observed, most);
        if (observed.compareTo(most) <= 0) {
            return;
        }
        Duration stood = stalls.sum();
        String message =
                "%s: %s, at most %s"
                        .formatted(what, Durations.text(observed), Durations.text(most));
        if (observed.compareTo(stated.plus(patience(usual)).plus(stood)) > 0) {
            throw new AssertionError(message);
        }
        throw suspect(
                "%s; with the time scale %s it may take %s, and the machine stood still for %s"
                        .formatted(
                                message,
                                timeScale,
                                Durations.text(stated.plus(patience(usual))),
                                Durations.text(stood)));
    }

    /**
     * Judges that something did not happen before the time that the specification states. No machine
     * makes anything early.
     *
     * @param what was waited with, for the report: {@code "the kill after the grace"}
     * @param stated the least that it must take
     * @param observed how long it took
     * @throws AssertionError if it was earlier, but for what clocks differ by
     */
    public void notBefore(String what, Duration stated, Duration observed) {
        timings.note(what, Timing.Kind.LEAST, observed, stated);
        if (observed.plus(CLOCK_ERROR).compareTo(stated) < 0) {
            throw new AssertionError(
                    "%s: after %s, at least %s"
                            .formatted(what, Durations.text(observed), Durations.text(stated)));
        }
    }

    TimingSuspectException suspect(String message) {
        TimingSuspectException suspect = new TimingSuspectException(message);
        suspicion.compareAndSet(null, suspect.getMessage());
        return suspect;
    }

    /** The first thing for which the machine may be to blame. For the runner. */
    public Optional<String> suspicion() {
        return Optional.ofNullable(suspicion.get());
    }

    /** The ids of the workers that it has had. For the runner. */
    public Set<String> workers() {
        return Set.copyOf(workers);
    }

    /** How long it was held up by the machine. For the runner. */
    public Stalls stalls() {
        return stalls;
    }

    /** The tightest timings so far. For the runner. */
    public List<Timing> tightest() {
        return timings.all();
    }

    Timings timings() {
        return timings;
    }

    /**
     * Ends the session and closes the runtimes that were left open, the last one first.
     *
     * @throws RuntimeException or an error: what closing threw first; all are closed nevertheless
     */
    @Override
    public void close() {
        if (CURRENT.get() == this) {
            CURRENT.remove();
        }
        Throwable failure = null;
        List<TrackedRuntime> left = end();
        belongings.forEach(TckSession::closeQuietly);
        for (int i = left.size() - 1; i >= 0; i--) {
            try {
                left.get(i).close();
            } catch (RuntimeException | Error e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /**
     * Has this closed at the end, whatever becomes of the verification; it may be closed before.
     * What is given after the end is closed at once.
     */
    public void closeAtEnd(Closeable belonging) {
        synchronized (this) {
            if (!ended) {
                belongings.add(belonging);
                return;
            }
        }
        closeQuietly(belonging);
    }

    private static void closeQuietly(Closeable belonging) {
        try {
            belonging.close();
        } catch (IOException e) {
            // What it was good for is over.
        }
    }

    private synchronized boolean track(TrackedRuntime opening) {
        return !ended && opened.add(opening);
    }

    private synchronized List<TrackedRuntime> end() {
        ended = true;
        List<TrackedRuntime> left = opened.stream().filter(TrackedRuntime::isLeftOpen).toList();
        opened.clear();
        return left;
    }

    private synchronized void requireNotEnded() {
        if (ended) {
            throw new IllegalStateException("The verification is over; nothing can be opened");
        }
    }
}
