package dev.workerkit.tck.selftest;

import dev.workerkit.tck.conformance.Judge;
import dev.workerkit.tck.examiner.Candidate;
import dev.workerkit.tck.examiner.Verification;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What verifications find of a runtime before it is broken: only one that passes on it proves
 * anything by failing on the broken one. All methods may be called from any thread.
 */
final class WholeRuntime implements Judge {

    private static final Duration UNKNOWN = Duration.ofSeconds(5);

    private final Candidate candidate;
    private final Outings outings;
    private final Duration usualLimit;
    private final Map<String, VerificationResult> found = new ConcurrentHashMap<>();

    WholeRuntime(Candidate candidate, Outings outings, Duration usualLimit) {
        this.candidate = candidate;
        this.outings = outings;
        this.usualLimit = usualLimit;
    }

    @Override
    public VerificationResult verify(Verification verification) {
        return run(verification, verification.alone());
    }

    @Override
    public VerificationResult verifyAlone(Verification verification) {
        return run(verification, true);
    }

    @Override
    public void settled(Verification verification, VerificationResult result) {
        found.put(verification.id(), result);
    }

    /** What it found, or finds now. */
    VerificationResult result(Verification verification) {
        VerificationResult known = found.get(verification.id());
        if (known != null) {
            return known;
        }
        VerificationResult result = verify(verification);
        settled(verification, result);
        return result;
    }

    boolean passes(Verification verification) {
        return result(verification).verdict() == Verdict.PASSED;
    }

    /** How long it took, if that is known. */
    Duration duration(Verification verification) {
        VerificationResult known = found.get(verification.id());
        return known == null ? UNKNOWN : Duration.ofMillis(known.durationMillis());
    }

    private VerificationResult run(Verification verification, boolean alone) {
        String obstacle = candidate.declaration().obstacle();
        return obstacle == null
                ? outings.whole(verification, alone, candidate, usualLimit)
                : VerificationResult.notRun(
                        verification.id(),
                        verification.requirements(),
                        Verdict.CANT_TELL,
                        obstacle);
    }
}
