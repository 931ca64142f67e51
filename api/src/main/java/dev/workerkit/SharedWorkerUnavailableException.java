package dev.workerkit;

import org.jspecify.annotations.Nullable;

/** Nobody listens at the address of a shared worker, and it was not, or could not be, started. */
public class SharedWorkerUnavailableException extends WorkerException {

    private static final long serialVersionUID = 1L;

    /** Tells which address was tried, what was found, and what to do. */
    public SharedWorkerUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
