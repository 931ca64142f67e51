package dev.workerkit.tck.conformance;

import dev.workerkit.tck.report.Counterexample;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.VerificationResult;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;

/**
 * What was found, as a failed test. For efficiency, and because it would show the TCK alone, it has
 * no stack trace; that of the verification is in the message.
 */
public final class VerificationFailure extends AssertionFailedError {

    private static final long serialVersionUID = 1L;

    private VerificationFailure(String message) {
        super(message);
        setStackTrace(new StackTraceElement[0]);
    }

    static VerificationFailure of(VerificationResult result) {
        return new VerificationFailure(text(result));
    }

    /** Begins with the requirement, as builds show tests made at run time by a number alone. */
    public static VerificationFailure of(
            RequirementResult requirement, List<VerificationResult> results) {
        String head = requirement.id() + " " + requirement.verdict().word() + ": ";
        return new VerificationFailure(
                results.isEmpty()
                        ? head + requirement.reason()
                        : head
                                + results.stream()
                                        .map(result -> result.id() + ": " + text(result))
                                        .collect(Collectors.joining("\n\n")));
    }

    private static String text(VerificationResult result) {
        return Stream.of(
                        result.message(),
                        result.counterexample() == null ? null : text(result.counterexample()),
                        result.details())
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
    }

    private static String text(Counterexample counterexample) {
        return "Falsified with seed "
                + counterexample.seed()
                + ", at the least by: "
                + String.join("; ", counterexample.sample());
    }
}
