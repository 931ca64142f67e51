package dev.workerkit.tck.runner;

import dev.workerkit.tck.RuntimeUnderTest;
import dev.workerkit.tck.report.VerificationResult;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs verifications on any runtime, until that is interrupted. May be used by many threads. */
final class Outings {

    private final long seed;
    private final Lanes lanes;
    private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();
    private volatile boolean interrupted;

    Outings(long seed, Lanes lanes) {
        this.seed = seed;
        this.lanes = lanes;
    }

    /** Runs a verification that hangs if it takes longer than this on a usual machine. */
    VerificationResult run(
            Verification verification, RuntimeUnderTest runtime, Duration usualLimit) {
        double timeScale = verification.alone() ? lanes.timeScaleAlone() : lanes.timeScale();
        Attempt attempt = new Attempt(verification, runtime, new Pace(seed, timeScale, usualLimit));
        attempts.add(attempt);
        if (interrupted) {
            attempt.cancel();
        }
        long start = System.nanoTime();
        Finding finding = attempt.run();
        attempts.remove(attempt);
        return new VerificationResult(
                verification.id(),
                verification.requirements(),
                finding.verdict(),
                Duration.ofNanos(System.nanoTime() - start).toMillis(),
                finding.message().orElse(null),
                finding.details().orElse(null),
                finding.counterexample().orElse(null));
    }

    /** Gives up those that are running; those that follow end at once. */
    void interrupt() {
        interrupted = true;
        attempts.forEach(Attempt::cancel);
    }

    boolean interrupted() {
        return interrupted;
    }
}
