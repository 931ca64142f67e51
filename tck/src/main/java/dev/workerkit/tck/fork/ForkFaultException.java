package dev.workerkit.tck.fork;

/** The fork has no answer; the message has the stack trace of why. */
public final class ForkFaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ForkFaultException(String message) {
        super(message);
    }
}
