package dev.workerkit.container.engine;

import org.jspecify.annotations.Nullable;

/** What was named is not, or no longer, known to the engine. */
public class NotFoundException extends EngineException {

    private static final long serialVersionUID = 1L;

    NotFoundException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
