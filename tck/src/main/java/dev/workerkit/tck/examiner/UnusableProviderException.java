package dev.workerkit.tck.examiner;

/** A provider can't be made, or can't tell its name. */
final class UnusableProviderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableProviderException(String message) {
        super(message);
    }
}
