package dev.workerkit.remote;

/** How the connection with a remote worker came to its end. */
public sealed interface RemoteEnd {

    /**
     * The worker's main process has ended, and all that it wrote and sent has arrived.
     *
     * @param code its exit code; 128 and the number of the signal if one killed it
     */
    record Exited(int code) implements RemoteEnd {}

    /**
     * The worker's main process could not be started.
     *
     * @param reason for people
     */
    record NotStarted(String reason) implements RemoteEnd {}

    /**
     * The connection ended without a word of the worker's: its machine is gone, or its relay was
     * killed, or it never came.
     *
     * @param reason for people
     */
    record Lost(String reason) implements RemoteEnd {}
}
