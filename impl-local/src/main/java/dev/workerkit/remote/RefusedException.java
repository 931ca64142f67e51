package dev.workerkit.remote;

import java.io.IOException;

/** There is no use in trying once more. */
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
