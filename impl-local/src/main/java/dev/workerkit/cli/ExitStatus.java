package dev.workerkit.cli;

/** What a command ends with. */
final class ExitStatus {

    /** All is fine. */
    static final int FINE = 0;

    /** What was asked about is not fine. */
    static final int NOT_FINE = 1;

    /** What was asked about could not be found out, or done. */
    static final int NOT_KNOWN = 2;

    /** It was our own fault, or that of the machine. */
    static final int OWN_FAULT = 3;

    /** The call was wrong. */
    static final int USAGE = 64;

    private ExitStatus() {}
}
