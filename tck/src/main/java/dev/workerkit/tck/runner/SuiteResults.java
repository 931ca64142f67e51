package dev.workerkit.tck.runner;

import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was found for the tests of the suite. */
final class SuiteResults implements RunListener {

    private final List<VerificationResult> results = new ArrayList<>();

    @Override
    public void verified(Verification verification, VerificationResult result) {
        results.add(result);
    }

    /** The verifications of this requirement that did not pass. */
    List<VerificationResult> notPassed(RequirementResult requirement) {
        return results.stream()
                .filter(result -> requirement.verifications().contains(result.id()))
                .filter(result -> result.verdict() != Verdict.PASSED)
                .toList();
    }
}
