package dev.workerkit.engine;

import dev.workerkit.LogLine;
import dev.workerkit.WorkerExit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something that happens to a worker.
 *
 * @param trigger what
 * @param incarnation which incarnation it concerns; 0 for commands, which concern the current one
 * @param number the main process with {@link Trigger#SPAWNED}, the units done with {@link
 *     Trigger#PROGRESS}
 * @param exit how it ended, with {@link Trigger#ENDED}
 * @param lastLines what the log has last of it, with {@link Trigger#ENDED}
 * @param reason why, with {@link Trigger#RECYCLE}, {@link Trigger#PROBE_FAILED} and {@link
 *     Trigger#DEPENDENCY_FAILED}
 */
record Input(
        Trigger trigger,
        int incarnation,
        OptionalLong number,
        Optional<WorkerExit> exit,
        List<LogLine> lastLines,
        String reason) {

    static Input command(Trigger trigger) {
        return report(trigger, 0);
    }

    static Input report(Trigger trigger, int incarnation) {
        return of(trigger, incarnation, OptionalLong.empty(), "");
    }

    static Input spawned(int incarnation, OptionalLong pid) {
        return of(Trigger.SPAWNED, incarnation, pid, "");
    }

    static Input progress(int incarnation, long units) {
        return of(Trigger.PROGRESS, incarnation, OptionalLong.of(units), "");
    }

    static Input recycle(int incarnation, String reason) {
        return of(Trigger.RECYCLE, incarnation, OptionalLong.empty(), reason);
    }

    static Input probeFailed(int incarnation, String reason) {
        return of(Trigger.PROBE_FAILED, incarnation, OptionalLong.empty(), reason);
    }

    static Input dependencyFailed(String reason) {
        return of(Trigger.DEPENDENCY_FAILED, 0, OptionalLong.empty(), reason);
    }

    static Input ended(int incarnation, WorkerExit exit, List<LogLine> lastLines) {
        return new Input(
                Trigger.ENDED, incarnation, OptionalLong.empty(), Optional.of(exit), lastLines, "");
    }

    private static Input of(Trigger trigger, int incarnation, OptionalLong number, String reason) {
        return new Input(trigger, incarnation, number, Optional.empty(), List.of(), reason);
    }
}
