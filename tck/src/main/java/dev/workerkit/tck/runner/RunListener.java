package dev.workerkit.tck.runner;

import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.VerificationResult;

/** Hears how a run goes on, one call at a time. */
interface RunListener {

    /** The run begins; so many verifications were asked for. */
    default void begins(int verifications) {}

    /** The requirements of this area are next. */
    default void reaches(Area area) {}

    /** This verification begins. */
    default void verifies(Verification verification) {}

    /** This verification has a result. One that isn't run has it at once. */
    default void verified(Verification verification, VerificationResult result) {}

    /** The run is over. */
    default void ends(ConformanceReport report) {}
}
