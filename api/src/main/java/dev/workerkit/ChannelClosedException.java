package dev.workerkit;

/** The channel has ended: nothing more can be sent, or all that came was received (WRK-CHAN-005). */
public class ChannelClosedException extends WorkerException {

    private static final long serialVersionUID = 1L;

    /** Tells which channel ended and how. */
    public ChannelClosedException(String message) {
        super(message);
    }

    /** Tells which channel ended, how, and what caused it. */
    public ChannelClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
