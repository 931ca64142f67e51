package dev.workerkit;

/** The worker's state forbids the command; nothing was changed (WRK-LIFE-006). */
public class IllegalLifecycleException extends WorkerException {

    private static final long serialVersionUID = 1L;

    private final WorkerState state;

    /**
     * Tells what was asked and where the worker is.
     *
     * @param worker its name
     * @param command what was asked
     * @param state where it is
     * @param advice what to do
     */
    public IllegalLifecycleException(
            String worker, String command, WorkerState state, String advice) {
        super("Can't " + command + " worker '" + worker + "': it is " + state + "; " + advice);
        this.state = state;
    }

    /** Where the worker is. */
    public WorkerState state() {
        return state;
    }
}
