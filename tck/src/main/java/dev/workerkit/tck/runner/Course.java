package dev.workerkit.tck.runner;

import dev.workerkit.tck.report.VerificationResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Verifications on their way to their results, each lane a thread that takes one after the other.
 * All methods may be called from any thread.
 */
final class Course {

    private final Schedule schedule;
    private final int lanes;
    private final Function<Verification, VerificationResult> verify;
    private final Map<String, CompletableFuture<VerificationResult>> results =
            new LinkedHashMap<>();

    /** Has these verified when it is begun. */
    Course(
            Collection<Verification> verifications,
            int lanes,
            Function<Verification, VerificationResult> verify) {
        this.schedule = new Schedule(verifications, lanes);
        this.lanes = lanes;
        this.verify = verify;
        for (Verification verification : verifications) {
            results.put(verification.id(), new CompletableFuture<>());
        }
    }

    void begin() {
        for (int lane = 1; lane <= lanes; lane++) {
            Thread thread = new Thread(this::follow, "tck lane " + lane);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** The result of one of them, for which it waits. */
    VerificationResult result(Verification verification) {
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
                Verification verification = next.orElseThrow();
                VerificationResult result = verify.apply(verification);
                schedule.done(verification);
                results.get(verification.id()).complete(result);
                next = schedule.next();
            }
        } catch (RuntimeException | Error | InterruptedException e) {
            // The TCK's own fault: whoever waits for a result shall hear of it.
            schedule.abandon();
            results.values().forEach(result -> result.completeExceptionally(e));
        }
    }
}
