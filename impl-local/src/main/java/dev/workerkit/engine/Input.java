package dev.workerkit.engine;

import dev.workerkit.WorkerExit;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something that happens to a worker.
 *
 * @param trigger what
 * @param incarnation which incarnation it concerns; 0 for commands, which concern the current one
 * @param pid the main process, with {@link Trigger#SPAWNED}
 * @param exit how it ended, with {@link Trigger#ENDED}
 */
record Input(Trigger trigger, int incarnation, OptionalLong pid, Optional<WorkerExit> exit) {

    static Input command(Trigger trigger) {
        return new Input(trigger, 0, OptionalLong.empty(), Optional.empty());
    }

    static Input report(Trigger trigger, int incarnation) {
        return new Input(trigger, incarnation, OptionalLong.empty(), Optional.empty());
    }

    static Input spawned(int incarnation, OptionalLong pid) {
        return new Input(Trigger.SPAWNED, incarnation, pid, Optional.empty());
    }

    static Input ended(int incarnation, WorkerExit exit) {
        return new Input(Trigger.ENDED, incarnation, OptionalLong.empty(), Optional.of(exit));
    }
}
