package dev.workerkit;

import java.time.Instant;
import java.util.List;

/**
 * How one incarnation of a worker ended (WRK-EVENT-003).
 *
 * @param incarnation which, from 1
 * @param started when it was spawned
 * @param ended when its end was told
 * @param wasReady whether it had been ready
 * @param exit how it ended
 * @param cause what became of the worker then, for people
 * @param lastLines the last lines of its log, oldest first; empty where no log is kept
 */
public record WorkerDeath(
        int incarnation,
        Instant started,
        Instant ended,
        boolean wasReady,
        WorkerExit exit,
        String cause,
        List<LogLine> lastLines) {

    /** Copies the list. */
    public WorkerDeath {
        lastLines = List.copyOf(lastLines);
    }
}
