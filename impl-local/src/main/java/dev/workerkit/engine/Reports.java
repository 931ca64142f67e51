package dev.workerkit.engine;

import dev.workerkit.WorkerExit;
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

    /** It has paused. */
    void paused(int incarnation);

    /** It goes on. */
    void resumed(int incarnation);

    /** It says how it is doing. */
    void status(int incarnation, String text);

    /** It ended, and nothing of its process tree is left. */
    void ended(int incarnation, WorkerExit exit);
}
