package dev.workerkit.tck.conformance;

import dev.workerkit.tck.examiner.Verification;
import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.VerificationResult;
import java.util.List;

/**
 * Several as one, each called by one lane at a time.
 *
 * @param all in the order in which they hear
 */
record RunListeners(List<RunListener> all) implements RunListener {

    RunListeners {
        all = List.copyOf(all);
    }

    @Override
    public synchronized void begins(int verifications) {
        all.forEach(listener -> listener.begins(verifications));
    }

    @Override
    public synchronized void verifies(Area area, Verification verification) {
        all.forEach(listener -> listener.verifies(area, verification));
    }

    @Override
    public synchronized void verified(Verification verification, VerificationResult result) {
        all.forEach(listener -> listener.verified(verification, result));
    }

    @Override
    public synchronized void finishes(Area area, List<VerificationResult> results) {
        all.forEach(listener -> listener.finishes(area, results));
    }

    @Override
    public synchronized void ends(ConformanceReport report) {
        all.forEach(listener -> listener.ends(report));
    }
}
