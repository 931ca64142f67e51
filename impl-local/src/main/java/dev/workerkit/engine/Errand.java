package dev.workerkit.engine;

import dev.workerkit.WorkerExit;
import java.util.Optional;

/**
 * What a live incarnation is being ended for.
 *
 * @param then what is to become of the worker
 * @param verdict it is killed for this, which counts as its exit
 */
record Errand(Then then, Optional<WorkerExit> verdict) {

    /** What is to become of the worker when the incarnation has ended. */
    enum Then {
        /** Its policy decides, or it was to be stopped. */
        END,
        /** It is started afresh, for that was asked. */
        RESTART,
        /** It is started again, for it was due; that counts against no limit. */
        RENEW
    }

    static final Errand NONE = new Errand(Then.END, Optional.empty());
    static final Errand RESTART = new Errand(Then.RESTART, Optional.empty());
    static final Errand RENEW = new Errand(Then.RENEW, Optional.empty());

    static Errand killedFor(WorkerExit verdict) {
        return new Errand(Then.END, Optional.of(verdict));
    }
}
