package dev.workerkit.tck.examiner;

import dev.workerkit.tck.report.VerificationResult;

/**
 * What came of a verification.
 *
 * @param result for the report
 * @param evidence for who looks into it; empty if it passed
 */
public record Examined(VerificationResult result, Evidence evidence) {

    /** One of which nothing else is known. */
    static Examined of(VerificationResult result) {
        return new Examined(result, Evidence.NONE);
    }
}
