package dev.workerkit;

/** Where a worker is in its life. What is wanted of it is its {@link DesiredState}. */
public enum WorkerState {
    /** Known, never started. */
    NEW(false),
    /** Spawned, not ready yet. */
    STARTING(true),
    /** Ready. */
    RUNNING(true),
    /** Takes no new unit of work. */
    PAUSED(true),
    /** Told to stop; the grace is running. */
    STOPPING(true),
    /** The grace is over; killed, not yet gone. */
    KILLING(true),
    /** Ended; waits to be started again. */
    BACKOFF(false),
    /** Ended because that was asked. */
    STOPPED(false),
    /** Ended by itself, well. */
    COMPLETED(false),
    /** Ended for good: it failed, or it failed too often. */
    FAILED(false);

    private final boolean live;

    WorkerState(boolean live) {
        this.live = live;
    }

    /** Whether the worker has, or may have, a process in this state. */
    public boolean isLive() {
        return live;
    }

    /** Whether only an explicit start leaves this state (WRK-LIFE-005). */
    public boolean isTerminal() {
        return this == STOPPED || this == COMPLETED || this == FAILED;
    }
}
