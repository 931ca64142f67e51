package dev.workerkit.engine;

import java.util.List;

/** What one cell of the lifecycle table does. */
@FunctionalInterface
interface Rule {

    Step apply(Condition now, Input input, Supervision policy, Moment moment);

    static Step taken(Condition after, String cause, Effect... effects) {
        return new Step.Taken(after, List.of(effects), cause);
    }

    static Step taken(Condition after, String cause, List<Effect> effects) {
        return new Step.Taken(after, effects, cause);
    }
}
