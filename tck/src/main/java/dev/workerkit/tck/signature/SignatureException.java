package dev.workerkit.tck.signature;

/** Two jars can't be compared; the message says why. */
public final class SignatureException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SignatureException(String message, Throwable cause) {
        super(message, cause);
    }

    SignatureException(String message) {
        super(message);
    }
}
