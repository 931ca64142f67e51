package dev.workerkit.tck.campaign;

/** Who is killed. */
public enum Victim {
    /** A worker. */
    WORKER,
    /** The master of all workers. */
    MASTER,
    /** A worker, and its master at the same moment. */
    BOTH
}
