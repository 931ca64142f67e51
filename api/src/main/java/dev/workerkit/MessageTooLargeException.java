package dev.workerkit;

/** A message is larger than the channel allows; nothing was sent (WRK-CHAN-009). */
public class MessageTooLargeException extends WorkerException {

    private static final long serialVersionUID = 1L;

    /** Tells both sizes, in bytes. */
    public MessageTooLargeException(long size, long limit) {
        super(
                "The message takes "
                        + size
                        + " bytes, the channel allows "
                        + limit
                        + "; send less, or raise channel.maxMessageBytes");
    }
}
