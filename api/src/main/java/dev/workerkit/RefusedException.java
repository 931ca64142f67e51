package dev.workerkit;

/** A shared worker refuses a connection or a request, or what was met at its address is none. */
public class RefusedException extends WorkerException {

    private static final long serialVersionUID = 1L;

    private final transient Disconnect disconnect;

    /**
     * Tells what was tried, and why it was refused.
     *
     * @param tried for example {@code Tried to stop the worker at unix:///run/a}
     */
    public RefusedException(String tried, Disconnect disconnect) {
        super(tried + ": " + disconnect);
        this.disconnect = disconnect;
    }

    /** Why. */
    public Disconnect disconnect() {
        return disconnect;
    }
}
