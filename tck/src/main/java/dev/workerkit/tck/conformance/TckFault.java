package dev.workerkit.tck.conformance;

/** The TCK itself failed; for efficiency without a stack trace. */
public final class TckFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TckFault(String message) {
        super("The TCK itself failed: " + message, null, false, false);
    }
}
