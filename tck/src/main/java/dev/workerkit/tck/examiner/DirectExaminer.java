package dev.workerkit.tck.examiner;

import dev.workerkit.tck.leak.Ground;
import dev.workerkit.tck.leak.Leak;
import dev.workerkit.tck.leak.LeakAudit;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Verifies in this JVM, which the runtime may spoil or even end. */
final class DirectExaminer implements Examiner {

    /** What is on its way is gone after so long. */
    private static final Duration GOING = Duration.ofSeconds(5);

    private final Candidate candidate;
    private final LeakAudit audit;
    private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();
    private volatile boolean interrupted;

    private DirectExaminer(Candidate candidate, Ground ground) {
        this.candidate = candidate;
        this.audit = new LeakAudit(ground);
    }

    /** For a run, at whose end is asked what is left. */
    static DirectExaminer auditing(Candidate candidate, Optional<Path> temporary) {
        return new DirectExaminer(
                candidate,
                Ground.of(
                        candidate.runtime().provider(),
                        candidate.runtime().capabilities(),
                        temporary));
    }

    /** For a verification now and then, after which nobody asks. */
    static DirectExaminer passing(Candidate candidate) {
        return new DirectExaminer(candidate, Ground.ofThisJvm());
    }

    @Override
    public Declaration declaration() {
        return candidate.declaration();
    }

    @Override
    public Lanes calibrate(int lanes) {
        return Calibration.of(candidate, lanes);
    }

    @Override
    public Examined verify(Verification verification, Pace pace) {
        Attempt attempt = new Attempt(verification, candidate.runtime(), pace);
        attempts.add(attempt);
        if (interrupted) {
            attempt.cancel();
        }
        long start = System.nanoTime();
        audit.begins(verification.id());
        Finding finding = attempt.run();
        audit.ends(verification.id(), attempt.workers());
        attempts.remove(attempt);
        VerificationResult result =
                new VerificationResult(
                        verification.id(),
                        verification.requirements(),
                        finding.verdict(),
                        Duration.ofNanos(System.nanoTime() - start).toMillis(),
                        finding.message().orElse(null),
                        finding.details().orElse(null),
                        finding.counterexample().orElse(null),
                        attempt.timings(),
                        null,
                        null);
        return finding.verdict() == Verdict.PASSED
                ? Examined.of(result)
                : new Examined(result, attempt.evidence());
    }

    @Override
    public List<Leak> leftOver() {
        return audit.leftOver(GOING);
    }

    @Override
    public void interrupt() {
        interrupted = true;
        attempts.forEach(Attempt::cancel);
    }

    @Override
    public void close() {}
}
