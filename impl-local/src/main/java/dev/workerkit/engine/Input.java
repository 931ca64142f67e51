package dev.workerkit.engine;

import dev.workerkit.WorkerExit;
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
 * @param reason why, with {@link Trigger#RECYCLE} and {@link Trigger#DEPENDENCY_FAILED}
 */
record Input(
        Trigger trigger,
        int incarnation,
        OptionalLong number,
        Optional<WorkerExit> exit,
        String reason) {

    static Input command(Trigger trigger) {
        return report(trigger, 0);
    }

    static Input report(Trigger trigger, int incarnation) {
        return new Input(trigger, incarnation, OptionalLong.empty(), Optional.empty(), "");
    }

    static Input spawned(int incarnation, OptionalLong pid) {
        return new Input(Trigger.SPAWNED, incarnation, pid, Optional.empty(), "");
    }

    static Input progress(int incarnation, long units) {
        return new Input(
                Trigger.PROGRESS, incarnation, OptionalLong.of(units), Optional.empty(), "");
    }

    static Input recycle(int incarnation, String reason) {
        return new Input(
                Trigger.RECYCLE, incarnation, OptionalLong.empty(), Optional.empty(), reason);
    }

    static Input dependencyFailed(String reason) {
        return new Input(
                Trigger.DEPENDENCY_FAILED, 0, OptionalLong.empty(), Optional.empty(), reason);
    }

    static Input ended(int incarnation, WorkerExit exit) {
        return new Input(Trigger.ENDED, incarnation, OptionalLong.empty(), Optional.of(exit), "");
    }
}
