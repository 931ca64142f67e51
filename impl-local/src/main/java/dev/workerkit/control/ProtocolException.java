package dev.workerkit.control;

/** The other side broke the protocol; the message tells how, and the connection has to end. */
final class ProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }
}
