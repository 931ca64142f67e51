package dev.workerkit;

/** The kill switch forbids a start, or its file can't be read, which forbids all starts. */
public class KillSwitchException extends WorkerException {

    private static final long serialVersionUID = 1L;

    /** Tells what was to be started, what the switch says, and what to do. */
    public KillSwitchException(String message) {
        super(message);
    }
}
