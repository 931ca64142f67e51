package dev.workerkit;

/** Why an incarnation ended, as far as a {@link RestartPolicy} tells causes apart. */
public enum ExitCause {
    /** With an exit code, or by a signal, that the policy counts as a success. */
    CLEAN,
    /** With any other exit code. */
    CODE,
    /** By any other signal. */
    SIGNAL,
    /** It was killed because it was not ready in time. */
    TIMEOUT,
    /** It, or the machine, ran out of memory. */
    OUT_OF_MEMORY,
    /** It was killed because it made no progress. */
    WATCHDOG,
    /** It could not be started at all. */
    NOT_STARTED,
    /** It is gone, and nobody saw how. */
    LOST
}
