package dev.workerkit.server;

/**
 * The main class of the process of a shared worker.
 *
 * <p>The first argument names the file of its {@link SharedLaunch}; further ones mean nothing, and
 * are for those who list processes. The socket that listens at its address is its standard input.
 * At a Unix socket, file descriptor 3 holds the lock of the address. The worker removes both files
 * when it ends.
 */
public final class SharedWorkerHost {

    private SharedWorkerHost() {}

    /** Runs the worker; never returns. */
    public static void main(String[] arguments) {
        SharedProcess.main(Arrival.BORN, arguments);
    }
}
