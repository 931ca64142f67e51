package dev.workerkit.host;

/** The codes that a worker's process ends with by itself. */
public final class ExitCode {

    /** All is done, or the master asked for the end. */
    public static final int DONE = 0;

    /** Something went wrong that may go well another time. */
    public static final int FAILED = 1;

    /** The launch is wrong, and will be the next time. */
    public static final int UNUSABLE = 2;

    /** Ended by SIGTERM, which nobody but the system or an operator sent. */
    public static final int TERMINATED = 143;

    private ExitCode() {}
}
