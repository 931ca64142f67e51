package dev.workerkit.tck.attestation;

/** A statement can't be relied on; the message says which part of it, and why. */
public final class AttestationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AttestationException(String message) {
        super(message);
    }
}
