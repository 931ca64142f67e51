package dev.workerkit.remote;

import java.io.IOException;

/** The other side does not speak as it should; the connection has to end. */
final class ProtocolException extends IOException {

    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }
}
