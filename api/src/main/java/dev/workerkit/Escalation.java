package dev.workerkit;

/** What the end of one worker means for its runtime (WRK-LIMIT-005). */
public enum Escalation {
    /** Nothing: the others go on. */
    NONE,
    /** When it has failed for good, the runtime shuts down in order. */
    ON_FAILURE,
    /** When it has ended by itself, well or not, the runtime shuts down in order. */
    ON_END
}
