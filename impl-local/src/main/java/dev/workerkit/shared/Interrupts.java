package dev.workerkit.shared;

import dev.workerkit.ChannelClosedException;

/** What those are told who wait at a channel and are interrupted. */
final class Interrupts {

    private Interrupts() {}

    static ChannelClosedException whileWaiting(InterruptedException cause) {
        return new ChannelClosedException(
                "The thread was interrupted while it waited; the channel itself is open", cause);
    }
}
