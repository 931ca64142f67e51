package dev.workerkit.container.engine;

import org.jspecify.annotations.Nullable;

/** The engine does not answer; whether it did what it was asked is not known. */
public final class EngineGoneException extends EngineException {

    private static final long serialVersionUID = 1L;

    EngineGoneException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
