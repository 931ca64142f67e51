package dev.workerkit;

/** A message is larger than the channel allows; nothing was sent (WRK-CHAN-009). */
public class MessageTooLargeException extends WorkerException {

    private static final long serialVersionUID = 1L;

    /** Tells both sizes, in bytes. */
    public MessageTooLargeException(long size, long limit) {
        this(size, "the channel", limit, "channel.maxMessageBytes");
    }

    /**
     * Tells both sizes, in bytes, and whose limit it is.
     *
     * @param who whose, for example {@code the worker}
     * @param setting what raises it
     */
    public MessageTooLargeException(long size, String who, long limit, String setting) {
        super(
                "The message takes "
                        + size
                        + " bytes, "
                        + who
                        + " allows "
                        + limit
                        + "; send less, or raise "
                        + setting);
    }
}
