package dev.workerkit.engine;

import java.util.Locale;

/** What can happen to a worker; the columns of the lifecycle table. */
enum Trigger {
    START(Kind.COMMAND),
    STOP(Kind.COMMAND),
    KILL(Kind.COMMAND),
    RESTART(Kind.COMMAND),
    PAUSE(Kind.COMMAND),
    RESUME(Kind.COMMAND),
    REMOVE(Kind.COMMAND),

    SPAWNED(Kind.REPORT),
    READY(Kind.REPORT),
    PAUSED(Kind.REPORT),
    RESUMED(Kind.REPORT),
    ENDED(Kind.REPORT),

    NOT_READY_IN_TIME(Kind.TIMER),
    GRACE_OVER(Kind.TIMER),
    BACKOFF_OVER(Kind.TIMER);

    private enum Kind {
        COMMAND,
        REPORT,
        TIMER
    }

    private final Kind kind;

    Trigger(Kind kind) {
        this.kind = kind;
    }

    /** Whether a caller waits for the answer. */
    boolean isCommand() {
        return kind == Kind.COMMAND;
    }

    /** The word for people. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
