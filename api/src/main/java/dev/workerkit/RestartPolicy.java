package dev.workerkit;

/** Whether a worker that ended by itself is started again. */
public enum RestartPolicy {
    /**
     * Exit code 0 completes the worker, 2 fails it, everything else starts it again; the default
     * (WRK-EXIT-001 to WRK-EXIT-004).
     */
    BY_EXIT_CODE,
    /** Started again however it ended (WRK-EXIT-005). */
    ALWAYS,
    /** Never started again: exit code 0 completes it, everything else fails it (WRK-EXIT-006). */
    NEVER
}
