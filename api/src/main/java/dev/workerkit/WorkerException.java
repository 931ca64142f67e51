package dev.workerkit;

import org.jspecify.annotations.Nullable;

/**
 * The root of all errors of this API. The message says what was tried, what was found, and what to
 * do; a subclass exists where a caller would act differently.
 */
public class WorkerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An error with its message. */
    public WorkerException(String message) {
        super(message);
    }

    /** An error with its message and what caused it. */
    public WorkerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
