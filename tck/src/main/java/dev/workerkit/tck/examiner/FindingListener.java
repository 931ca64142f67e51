package dev.workerkit.tck.examiner;

import dev.workerkit.tck.MissingCapabilityException;
import dev.workerkit.tck.report.Verdict;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.opentest4j.TestAbortedException;

/** Makes one finding of what an engine tells of a verification. Used by one thread. */
final class FindingListener implements TestExecutionListener {

    private Optional<Finding> worst = Optional.empty();
    private boolean anyTestPassed;

    /** The first thing that went wrong, or that all went well. */
    Finding finding() {
        return worst.orElseGet(
                () ->
                        anyTestPassed
                                ? Finding.passed()
                                : Finding.of(Verdict.ERROR, "The test engine did not run it"));
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        note(Finding.of(Verdict.UNTESTED, reason));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Throwable thrown =
                result.getThrowable()
                        .orElseGet(
                                () -> new AssertionError(result.getStatus() + " without a reason"));
        switch (result.getStatus()) {
            case SUCCESSFUL -> anyTestPassed |= test.isTest();
            case ABORTED -> note(Finding.of(verdictOfAborted(thrown), abortion(thrown)));
            case FAILED -> note(Finding.of(Thrown.verdict(thrown), thrown));
        }
    }

    private void note(Finding finding) {
        if (worst.isEmpty()) {
            worst = Optional.of(finding);
        }
    }

    private static Verdict verdictOfAborted(Throwable thrown) {
        return thrown instanceof MissingCapabilityException
                ? Verdict.INAPPLICABLE
                : Verdict.CANT_TELL;
    }

    private static String abortion(Throwable thrown) {
        String message = thrown.getMessage();
        return thrown instanceof TestAbortedException && message != null
                ? message.replaceFirst("^Assumption failed: ", "")
                : Thrown.message(thrown);
    }
}
