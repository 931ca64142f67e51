package dev.workerkit.container.tool;

import dev.workerkit.WorkerException;

/** A program of the machine is missing, or failed; the message quotes what it said. */
public final class ToolException extends WorkerException {

    private static final long serialVersionUID = 1L;

    ToolException(String message) {
        super(message);
    }

    ToolException(String message, Throwable cause) {
        super(message, cause);
    }
}
