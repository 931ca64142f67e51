package dev.workerkit.tck.conformance;

import dev.workerkit.tck.examiner.Verification;
import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.VerificationResult;
import java.util.List;

/** Hears how a run goes on, one call at a time. */
public interface RunListener {

    /** These as one, in whose order they hear. */
    static RunListener of(List<RunListener> listeners) {
        return new RunListeners(listeners);
    }

    /** The run begins; so many verifications were asked for. */
    default void begins(int verifications) {}

    /** This verification of an area begins; others may be running. */
    default void verifies(Area area, Verification verification) {}

    /** This verification has a result. One that isn't run has it at once. */
    default void verified(Verification verification, VerificationResult result) {}

    /** All verifications of an area have their results. */
    default void finishes(Area area, List<VerificationResult> results) {}

    /** The run is over. */
    default void ends(ConformanceReport report) {}
}
