package dev.workerkit;

/** The worker did not become ready. */
public class WorkerStartException extends WorkerException {

    private static final long serialVersionUID = 1L;

    private final transient WorkerSnapshot snapshot;

    /** Tells where the worker ended instead. */
    public WorkerStartException(WorkerSnapshot snapshot) {
        super(
                "Worker '"
                        + snapshot.name()
                        + "' did not become ready: it is "
                        + snapshot.state()
                        + snapshot.lastExit().map(exit -> " after " + exit.describe()).orElse("")
                        + "; its log tells more");
        this.snapshot = snapshot;
    }

    /** The worker when it ended. */
    public WorkerSnapshot snapshot() {
        return snapshot;
    }
}
