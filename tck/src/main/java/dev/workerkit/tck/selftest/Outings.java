package dev.workerkit.tck.selftest;

import dev.workerkit.tck.examiner.Candidate;
import dev.workerkit.tck.examiner.Examiner;
import dev.workerkit.tck.examiner.Lanes;
import dev.workerkit.tck.examiner.Pace;
import dev.workerkit.tck.examiner.Verification;
import dev.workerkit.tck.report.VerificationResult;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs verifications on several runtimes, until that is interrupted. May be used by many threads. */
final class Outings {

    private static final int TIMES = 4;
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(5);
    private static final Duration LEAST_LIMIT = Duration.ofSeconds(20);

    private final long seed;
    private final Lanes lanes;
    private final Set<Examiner> examiners = ConcurrentHashMap.newKeySet();
    private volatile boolean interrupted;

    Outings(long seed, Lanes lanes) {
        this.seed = seed;
        this.lanes = lanes;
    }

    /** Runs a verification of the whole runtime, as patiently as a run does. */
    VerificationResult whole(
            Verification verification, boolean alone, Candidate candidate, Duration usualLimit) {
        return run(verification, candidate, Pace.random(seed, timeScale(alone), usualLimit));
    }

    /**
     * Runs a verification of a broken runtime. What takes this long in the whole one is not waited
     * for much longer: mostly, what it waits for will never come.
     */
    VerificationResult broken(Verification verification, Candidate candidate, Duration whole) {
        double patience = (LEAST_PATIENCE.toMillis() + (double) TIMES * whole.toMillis());
        double timeScale =
                Math.min(timeScale(verification.alone()), patience / USUAL_PATIENCE.toMillis());
        Duration limit = LEAST_LIMIT.plus(whole.multipliedBy(TIMES));
        return run(
                verification,
                candidate,
                Pace.random(
                        seed, timeScale, Duration.ofMillis((long) (limit.toMillis() / timeScale))));
    }

    private double timeScale(boolean alone) {
        return alone ? lanes.timeScaleAlone() : lanes.timeScale();
    }

    private VerificationResult run(Verification verification, Candidate candidate, Pace pace) {
        Examiner examiner = Examiner.passing(candidate);
        examiners.add(examiner);
        if (interrupted) {
            examiner.interrupt();
        }
        try {
            return examiner.verify(verification, pace).result();
        } finally {
            examiners.remove(examiner);
        }
    }

    /** Gives up those that are running; those that follow end at once. */
    void interrupt() {
        interrupted = true;
        examiners.forEach(Examiner::interrupt);
    }

    boolean interrupted() {
        return interrupted;
    }
}
