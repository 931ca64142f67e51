package dev.workerkit.container.engine;

import dev.workerkit.WorkerException;
import org.jspecify.annotations.Nullable;

/** The container engine refused something; the message quotes it. */
public class EngineException extends WorkerException {

    private static final long serialVersionUID = 1L;

    EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
