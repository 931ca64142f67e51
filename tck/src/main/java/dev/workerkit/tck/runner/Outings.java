package dev.workerkit.tck.runner;

import dev.workerkit.tck.report.VerificationResult;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs verifications on several runtimes, until that is interrupted. May be used by many threads. */
final class Outings {

    private final long seed;
    private final Lanes lanes;
    private final Set<DirectExaminer> examiners = ConcurrentHashMap.newKeySet();
    private volatile boolean interrupted;

    Outings(long seed, Lanes lanes) {
        this.seed = seed;
        this.lanes = lanes;
    }

    /** Runs a verification that hangs if it takes longer than this on a usual machine. */
    VerificationResult run(Verification verification, Candidate candidate, Duration usualLimit) {
        double timeScale = verification.alone() ? lanes.timeScaleAlone() : lanes.timeScale();
        DirectExaminer examiner = new DirectExaminer(candidate);
        examiners.add(examiner);
        if (interrupted) {
            examiner.interrupt();
        }
        try {
            return examiner.verify(verification, new Pace(seed, timeScale, usualLimit));
        } finally {
            examiners.remove(examiner);
        }
    }

    /** Gives up those that are running; those that follow end at once. */
    void interrupt() {
        interrupted = true;
        examiners.forEach(DirectExaminer::interrupt);
    }

    boolean interrupted() {
        return interrupted;
    }
}
