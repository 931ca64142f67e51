package dev.workerkit.tck.examiner;

import dev.workerkit.tck.Durations;
import dev.workerkit.tck.RuntimeUnderTest;
import dev.workerkit.tck.Stalls;
import dev.workerkit.tck.TckSession;
import dev.workerkit.tck.Timing;
import dev.workerkit.tck.TimingSuspectException;
import dev.workerkit.tck.report.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One verification on a thread of its own, which is given up if it hangs: whatever the runtime
 * does, the TCK goes on.
 */
final class Attempt {

    private static final Duration CLOSING = Duration.ofSeconds(75);
    private static final Duration LETTING_GO = Duration.ofSeconds(2);

    /** Within which what was closed behind its back clears away what it alone knows of. */
    private static final Duration CLEARING = Duration.ofSeconds(5);

    private final Verification verification;
    private final RuntimeUnderTest runtime;
    private final Pace pace;
    private final CompletableFuture<TckSession> session = new CompletableFuture<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final CompletableFuture<Finding> finding = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Thread thread;
    private volatile @Nullable Evidence evidence;

    Attempt(Verification verification, RuntimeUnderTest runtime, Pace pace) {
        this.verification = verification;
        this.runtime = runtime;
        this.pace = pace;
        // A thread that is made by it is of its group, whoever makes it and however it is called.
        this.thread =
                new Thread(
                        new ThreadGroup(verification.id()),
                        this::body,
                        threadName(verification.id()));
        thread.setDaemon(true);
    }

    /** The thread that runs the verification of this id. */
    static String threadName(String verification) {
        return "tck " + verification;
    }

    /** How long one may take that is neither quick nor listens. */
    static Duration longest(Pace pace) {
        return pace.limit().plus(LETTING_GO).plus(pace.scaled(CLOSING)).plus(pace.scaled(CLEARING));
    }

    /** Runs the verification and closes what it left open. */
    Finding run() {
        return unlessBlamed(observe());
    }

    private Finding observe() {
        thread.start();
        Finding found = answer();
        letGo();
        Duration limit = pace.scaled(CLOSING);
        try {
            within(limit, closed);
            awaitClearing();
            return found;
        } catch (TimeoutException e) {
            return notClosed(
                    found,
                    "did not return within "
                            + Durations.text(limit)
                            + "; it is at "
                            + ThreadDump.placeOf(thread),
                    ThreadDump.startingWith(thread));
        } catch (CompletionException e) {
            Throwable thrown = Objects.requireNonNullElse(e.getCause(), e);
            return notClosed(found, "threw " + thrown, Thrown.stackTrace(thrown));
        }
    }

    /** What stands between the TCK and the runtime may have been at fault, whatever was seen. */
    private Finding unlessBlamed(Finding found) {
        Optional<String> fault =
                Optional.ofNullable(session.getNow(null)).flatMap(TckSession::fault);
        if (fault.isEmpty()
                || found.verdict() == Verdict.INAPPLICABLE
                || found.verdict() == Verdict.UNTESTED) {
            return found;
        }
        Finding blamed = Finding.of(Verdict.CANT_TELL, fault.orElseThrow());
        return found.details().or(found::message).map(blamed::withDetails).orElse(blamed);
    }

    /** By what others can follow what it found. To be called when it has been run. */
    Evidence evidence() {
        Evidence found = evidence;
        return found == null ? Evidence.NONE : found;
    }

    /** Ends it without a verdict. May be called from any thread. */
    void cancel() {
        finding.complete(Finding.of(Verdict.UNTESTED, Examiner.INTERRUPTED));
    }

    private void body() {
        try (TckSession own = TckSession.begin(runtime, pace.timeScale())) {
            session.complete(own);
            Finding found = execute(own);
            // Before the finding, on which others wait: what has left must not be interrupted.
            left.complete(null);
            finding.complete(found);
        } catch (RuntimeException | Error e) {
            // Only closing throws: what the verification throws is in its finding.
            closed.completeExceptionally(e);
        } finally {
            closed.complete(null);
        }
    }

    private Finding execute(TckSession own) {
        FindingListener listener = new FindingListener();
        try (PropertyWatch watch = PropertyWatch.begin(pace, own)) {
            Engines.execute(verification, listener);
            evidence = watch.evidence();
            return suspected(listener.finding().withCounterexample(watch.counterexample()));
        } catch (RuntimeException | Error e) {
            return Finding.of(Verdict.ERROR, e);
        }
    }

    /** A property goes on after what it can't judge. */
    private Finding suspected(Finding found) {
        return found.verdict() == Verdict.PASSED
                ? session.join()
                        .suspicion()
                        .map(suspicion -> Finding.of(Verdict.CANT_TELL, suspicion))
                        .orElse(found)
                : found;
    }

    /** The ids of the workers that it had. */
    Set<String> workers() {
        return session.isDone() ? session.join().workers() : Set.of();
    }

    /** How long it took what the verification waited for and judged. */
    List<Timing> timings() {
        return session.isDone() ? session.join().tightest() : List.of();
    }

    private Finding answer() {
        try {
            return within(pace.limit(), finding);
        } catch (TimeoutException e) {
            if (session.isDone()) {
                evidence = Evidence.of(session.join().recorder().trace());
            }
            return unanswered().withDetails(ThreadDump.startingWith(thread));
        }
    }

    private Finding unanswered() {
        String message = "No answer within " + Durations.text(pace.limit());
        Stalls stalls = session.join().stalls();
        return stalls.explain(pace.limit())
                ? Finding.of(
                        Verdict.CANT_TELL,
                        "%s: %s; the machine stood still for %s"
                                .formatted(
                                        TimingSuspectException.WORD,
                                        message,
                                        Durations.text(stalls.sum())))
                : Finding.of(Verdict.FAILED, message);
    }

    /** Interrupts a verification that goes on; if that does not help, closes behind its back. */
    private void letGo() {
        if (left.isDone()) {
            return;
        }
        thread.interrupt();
        try {
            within(LETTING_GO, left);
        } catch (TimeoutException e) {
            Thread closing =
                    new Thread(
                            thread.getThreadGroup(),
                            this::closeForcibly,
                            "tck closing after " + verification.id());
            closing.setDaemon(true);
            closing.start();
        }
    }

    private void awaitClearing() {
        try {
            within(pace.scaled(CLEARING), left);
        } catch (TimeoutException e) {
            // It does not listen; nothing more can be done.
        }
    }

    private void closeForcibly() {
        try {
            session.join().close();
            closed.complete(null);
        } catch (RuntimeException | Error e) {
            closed.completeExceptionally(e);
        }
    }

    private static Finding notClosed(Finding found, String how, String details) {
        return found.verdict() == Verdict.PASSED
                ? Finding.of(
                                Verdict.FAILED,
                                "It passed, but closing a runtime that it left open " + how)
                        .withDetails(details)
                : found;
    }

    private static <T> T within(Duration limit, CompletableFuture<T> future)
            throws TimeoutException {
        CompletableFuture<T> limited =
                future.copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return limited.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException late && !future.isDone()) {
                throw late;
            }
            throw e;
        }
    }
}
