package dev.workerkit.engine;

import dev.workerkit.WorkerExit;
import java.util.Optional;

/**
 * What a live incarnation is being ended for, where that is not simply to be stopped.
 *
 * @param startAgain it is started again as soon as it has ended, for that was asked or it is due
 * @param verdict it is killed for this, which counts as its exit
 */
record Errand(boolean startAgain, Optional<WorkerExit> verdict) {

    static final Errand NONE = new Errand(false, Optional.empty());
    static final Errand START_AGAIN = new Errand(true, Optional.empty());

    static Errand killedFor(WorkerExit verdict) {
        return new Errand(false, Optional.of(verdict));
    }
}
