package dev.workerkit.tck.conformance;

import dev.workerkit.tck.examiner.Verification;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Verifications on their way to their results, each lane a thread that takes one after the other.
 * What is timing-suspect beside others has no result yet, as it was the TCK itself that kept the
 * machine busy: it is judged when nothing runs beside it. What failed has failed. All methods may be
 * called from any thread.
 */
public final class Course {

    private final Schedule schedule;
    private final int lanes;
    private final Judge judge;
    private final Map<String, VerificationResult> suspects = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<VerificationResult>> results =
            new LinkedHashMap<>();

    /** Has these verified when it is begun. */
    public Course(Collection<Verification> verifications, int lanes, Judge judge) {
        this.schedule = new Schedule(verifications, lanes);
        this.lanes = lanes;
        this.judge = judge;
        for (Verification verification : verifications) {
            results.put(verification.id(), new CompletableFuture<>());
        }
    }

    public void begin() {
        for (int lane = 1; lane <= lanes; lane++) {
            Thread thread = new Thread(this::follow, "tck lane " + lane);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** The result of one of them, for which it waits. */
    public VerificationResult result(Verification verification) {
        CompletableFuture<VerificationResult> result = results.get(verification.id());
        if (result == null) {
            throw new IllegalArgumentException(verification.id() + " is not part of this run");
        }
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : e;
        }
    }

    /** Whether all have their results. */
    boolean isOver() {
        return results.values().stream().allMatch(CompletableFuture::isDone);
    }

    private void follow() {
        try {
            Optional<Verification> next = schedule.next();
            while (next.isPresent()) {
                take(next.orElseThrow());
                next = schedule.next();
            }
        } catch (RuntimeException | Error | InterruptedException e) {
            // The TCK's own fault: whoever waits for a result shall hear of it.
            schedule.abandon();
            results.values().forEach(result -> result.completeExceptionally(e));
        }
    }

    private void take(Verification verification) {
        VerificationResult suspect = suspects.get(verification.id());
        if (suspect != null) {
            VerificationResult alone = judge.verifyAlone(verification);
            settle(
                    verification,
                    alone.verdict() == Verdict.UNTESTED
                            ? suspect
                            : alone.judgedAloneAfter(suspect.message()));
            return;
        }
        VerificationResult result = judge.verify(verification);
        if (result.isTimingSuspect() && lanes > 1 && !verification.alone()) {
            suspects.put(verification.id(), result);
            schedule.postpone(verification);
        } else {
            settle(verification, result);
        }
    }

    private void settle(Verification verification, VerificationResult result) {
        judge.settled(verification, result);
        schedule.done(verification);
        results.get(verification.id()).complete(result);
    }
}
