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
    record Taken(Condition after, List<Effect> effects, String cause) implements Step {}

    /** There is nothing to do: it came late, or what it asks for is so already. */
    record Ignored() implements Step {}

    /**
     * The state forbids it.
     *
     * @param advice what the caller can do
     */
    record Refused(String advice) implements Step {}
}
