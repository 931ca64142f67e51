package dev.workerkit.container.engine;

import org.jspecify.annotations.Nullable;

/** The name is taken, or the object is in a state in which this can't be done to it. */
public final class ConflictException extends EngineException {

    private static final long serialVersionUID = 1L;

    ConflictException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
