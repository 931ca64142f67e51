package dev.workerkit.server;

/**
 * The main class of a shared worker that is no child of the master that starts it, as one in a
 * container.
 *
 * <p>The first argument is the path of the socket where the master hands over, with {@link
 * dev.workerkit.os.HandOver}, the socket that listens, where the worker writes, and what else is to
 * be held open until its end. The second names the file of its {@link SharedLaunch}; further ones
 * mean nothing, and are for those who list processes. Whatever lies at its address others remove
 * when it has ended.
 */
public final class HandedOver {

    private HandedOver() {}

    /** Runs the worker; never returns. */
    public static void main(String[] arguments) {
        SharedProcess.main(Arrival.HEIR, arguments);
    }
}
