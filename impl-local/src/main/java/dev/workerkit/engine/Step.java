package dev.workerkit.engine;

import java.util.List;

/** What an input does to a worker. */
sealed interface Step {

    /**
     * It is done: the worker is then in this condition.
     *
     * @param after the condition; its state may be the same as before
     * @param effects what is to be done, in order
     * @param cause why the state changed, for people
     */
    record Taken(Condition after, List<Effect> effects, String cause) implements Step {

        /** Whether an incarnation is spawned. */
        boolean spawns() {
            return has(Effect.Spawn.class);
        }

        /** Whether an incarnation is ended for no other reason than to have a fresh one. */
        boolean renews() {
            return after.errand().then() == Errand.Then.RENEW && has(Effect.AskToStop.class);
        }

        private boolean has(Class<? extends Effect> kind) {
            for (Effect effect : effects) {
                if (kind.isInstance(effect)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** There is nothing to do: it came late, or what it asks for is so already. */
    record Ignored() implements Step {}

    /**
     * The state forbids it.
     *
     * @param advice what the caller can do
     */
    record Refused(String advice) implements Step {}
}
