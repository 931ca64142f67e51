package dev.workerkit.engine;

import dev.workerkit.LogLine;
import dev.workerkit.WorkerExit;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a launcher tells the engine of one worker, from any thread. What concerns another than the
 * current incarnation is ignored, and so is a second end.
 */
public interface Reports {

    /** It is spawned; its main process has this id. */
    void spawned(int incarnation, OptionalLong pid);

    /** It says that it is ready. */
    void ready(int incarnation);

    /** The probe of its readiness has succeeded. */
    void probeSucceeded(int incarnation);

    /** The probe of its readiness has failed, not for the last time as may be. */
    void probeFailed(int incarnation, String reason);

    /** It has paused. */
    void paused(int incarnation);

    /** It goes on. */
    void resumed(int incarnation);

    /** It says how it is doing. */
    void status(int incarnation, String text);

    /** It is at work, and has done so many units so far. */
    void progress(int incarnation, long units);

    /** It has nothing to do. */
    void idle(int incarnation);

    /** It should be replaced by a fresh incarnation, for this reason. */
    void recycle(int incarnation, String reason);

    /**
     * It ended, and nothing of its process tree is left.
     *
     * @param lastLines the last lines of its log, oldest first
     */
    void ended(int incarnation, WorkerExit exit, List<LogLine> lastLines);
}
