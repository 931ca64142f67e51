package dev.workerkit.tck.registry;

/** The TCK's own tables are missing or contradict each other. */
public final class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RegistryException(String message) {
        super(message);
    }

    RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
