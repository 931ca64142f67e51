package dev.workerkit;

/** Nobody will do the work: the pool is closed, or all its members have ended for good. */
public class PoolUnavailableException extends WorkerException {

    private static final long serialVersionUID = 1L;

    /** Tells why not and what to do. */
    public PoolUnavailableException(String message) {
        super(message);
    }
}
