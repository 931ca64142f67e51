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
    RESET_FAILED(Kind.COMMAND),
    REMOVE(Kind.COMMAND),

    /** All that it depends on is ready. */
    DEPENDENCIES_READY(Kind.ENGINE),
    /** Something that it depends on has failed for good. */
    DEPENDENCY_FAILED(Kind.ENGINE),

    SPAWNED(Kind.REPORT),
    /** It says that it is ready. */
    READY(Kind.REPORT),
    PROBE_SUCCEEDED(Kind.REPORT),
    PROBE_FAILED(Kind.REPORT),
    PAUSED(Kind.REPORT),
    RESUMED(Kind.REPORT),
    /** It has done work since the last time. */
    PROGRESS(Kind.REPORT),
    /** It has nothing to do. */
    IDLE(Kind.REPORT),
    /** It should be replaced by a fresh incarnation. */
    RECYCLE(Kind.REPORT),
    ENDED(Kind.REPORT),

    ALIVE_LONG_ENOUGH(Kind.TIMER),
    NOT_READY_IN_TIME(Kind.TIMER),
    NO_PROGRESS(Kind.TIMER),
    OLD(Kind.TIMER),
    GRACE_OVER(Kind.TIMER),
    BACKOFF_OVER(Kind.TIMER),
    /** It may be allowed to start now. */
    ASK_AGAIN(Kind.TIMER);

    private enum Kind {
        COMMAND,
        ENGINE,
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

    /** Whether it is about one incarnation, and means nothing to the next. */
    boolean isOfAnIncarnation() {
        return kind == Kind.REPORT || kind == Kind.TIMER;
    }

    /** The word for people. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
