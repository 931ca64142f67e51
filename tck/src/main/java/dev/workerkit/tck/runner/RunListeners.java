package dev.workerkit.tck.runner;

import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.VerificationResult;
import java.util.List;

/**
 * Several as one.
 *
 * @param all in the order in which they hear
 */
record RunListeners(List<RunListener> all) implements RunListener {

    RunListeners {
        all = List.copyOf(all);
    }

    @Override
    public void begins(int verifications) {
        all.forEach(listener -> listener.begins(verifications));
    }

    @Override
    public void reaches(Area area) {
        all.forEach(listener -> listener.reaches(area));
    }

    @Override
    public void verifies(Verification verification) {
        all.forEach(listener -> listener.verifies(verification));
    }

    @Override
    public void verified(Verification verification, VerificationResult result) {
        all.forEach(listener -> listener.verified(verification, result));
    }

    @Override
    public void ends(ConformanceReport report) {
        all.forEach(listener -> listener.ends(report));
    }
}
