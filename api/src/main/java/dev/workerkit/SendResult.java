package dev.workerkit;

/** What became of a message that was offered to a channel. */
public enum SendResult {
    /** It was accepted, and the other side will receive it after all that was accepted before. */
    SENT,
    /** It was not accepted: the other side is behind and the channel is full. Try again later. */
    FULL,
    /** It was not accepted: the channel is closed. */
    CLOSED
}
