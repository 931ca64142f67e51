package dev.workerkit.tck.examiner;

/** There is no one runtime of the name that was asked for. */
public final class RuntimeSearchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RuntimeSearchException(String message) {
        super(message);
    }
}
