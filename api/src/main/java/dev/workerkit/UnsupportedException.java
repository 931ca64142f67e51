package dev.workerkit;

/** The runtime, or this worker, lacks what was asked for. */
public class UnsupportedException extends WorkerException {

    private static final long serialVersionUID = 1L;

    /** Tells what is lacking and what to do. */
    public UnsupportedException(String message) {
        super(message);
    }
}
