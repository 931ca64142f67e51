package dev.workerkit.tck.replay;

/** A file is no replay that this TCK can run; the message says why and what to do. */
public final class ReplayFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ReplayFileException(String message) {
        super(message);
    }

    ReplayFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
