package dev.workerkit;

import org.jspecify.annotations.Nullable;

/** A message can't be encoded or decoded; an encoding failure sends nothing, and one that can't be decoded is passed over. */
public class MessageCodecException extends WorkerException {

    private static final long serialVersionUID = 1L;

    /** Tells what can't be encoded or decoded, and why. */
    public MessageCodecException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
