package dev.workerkit.tck.runner;

/** The TCK itself failed; for efficiency without a stack trace. */
final class TckFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TckFault(String message) {
        super("The TCK itself failed: " + message, null, false, false);
    }
}
