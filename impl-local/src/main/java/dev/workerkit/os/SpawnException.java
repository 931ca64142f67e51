package dev.workerkit.os;

import dev.workerkit.WorkerException;

/** A program could not be executed; the reason is for a worker's exit and its log. */
public final class SpawnException extends WorkerException {

    private static final long serialVersionUID = 1L;

    private final int errno;

    SpawnException(String message, int errno) {
        super(message);
        this.errno = errno;
    }

    /** The error as the kernel tells it, for example {@link LibC#ENOENT}. */
    int errno() {
        return errno;
    }
}
