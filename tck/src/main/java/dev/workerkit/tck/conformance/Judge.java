package dev.workerkit.tck.conformance;

import dev.workerkit.tck.examiner.Verification;
import dev.workerkit.tck.report.VerificationResult;

/** Has verifications run and takes note of what they found. Called by several lanes at a time. */
public interface Judge {

    /** Runs it beside others, unless it must be alone. */
    VerificationResult verify(Verification verification);

    /** Runs it once more, with nothing beside it; untested if that is no longer wanted. */
    VerificationResult verifyAlone(Verification verification);

    /** This is its result. */
    void settled(Verification verification, VerificationResult result);
}
