package dev.workerkit.channel;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Work on files that an interrupt must not break off: the JDK closes a file channel when its thread
 * is interrupted, and the channel has to outlive the thread that happens to use it.
 */
final class Uninterrupted {

    /** The work. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    private Uninterrupted() {}

    /** Does the work with the thread's interrupt status put aside, and again if an interrupt came. */
    static <T> T run(Work<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
