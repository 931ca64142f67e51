package dev.workerkit.tck.attestation;

/** A file is not the key that is needed. */
public final class KeyFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeyFileException(String message) {
        super(message);
    }
}
