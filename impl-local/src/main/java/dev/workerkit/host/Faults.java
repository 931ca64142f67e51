package dev.workerkit.host;

import dev.workerkit.ChannelClosedException;

/** Tells what a worker throws because something is wrong from what merely ends it. */
final class Faults {

    private Faults() {}

    /** Whether the worker let pass what tells it that its channel has ended, or that it stops. */
    static boolean isNormalEnd(Throwable thrown, Wishes wishes) {
        if (wishes.stopRequested()) {
            return thrown instanceof ChannelClosedException
                    || thrown instanceof InterruptedException;
        }
        // An interrupt looks like the end of the channel, but is nobody's wish to end the worker.
        return thrown instanceof ChannelClosedException
                && !(thrown.getCause() instanceof InterruptedException);
    }
}
