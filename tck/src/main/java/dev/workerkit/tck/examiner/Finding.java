package dev.workerkit.tck.examiner;

import dev.workerkit.tck.report.Counterexample;
import dev.workerkit.tck.report.Verdict;
import java.util.Optional;

/**
 * What an attempt at a verification found.
 *
 * @param verdict what it found
 * @param message why, unless it passed
 * @param details for who looks into it
 * @param counterexample what falsified a property
 */
record Finding(
        Verdict verdict,
        Optional<String> message,
        Optional<String> details,
        Optional<Counterexample> counterexample) {

    static Finding passed() {
        return new Finding(Verdict.PASSED, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Finding of(Verdict verdict, String message) {
        return new Finding(verdict, Optional.of(message), Optional.empty(), Optional.empty());
    }

    static Finding of(Verdict verdict, Throwable thrown) {
        return new Finding(
                verdict,
                Optional.of(Thrown.message(thrown)),
                Optional.of(Thrown.stackTrace(thrown)),
                Optional.empty());
    }

    Finding withDetails(String newDetails) {
        return new Finding(verdict, message, Optional.of(newDetails), counterexample);
    }

    Finding withCounterexample(Optional<Counterexample> newCounterexample) {
        return new Finding(verdict, message, details, newCounterexample);
    }
}
