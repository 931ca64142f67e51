package dev.workerkit.engine;

import java.util.Optional;

/**
 * What a step of the lifecycle takes from outside, so that it is a pure function.
 *
 * @param nanos the time, of a monotonic clock
 * @param chance 0 to 1, what is left to chance goes by it
 * @param dependenciesReady whether all that the worker depends on is ready or has completed
 * @param refusal why it may not be started now even so; absent unless it was asked for
 */
record Moment(
        long nanos, double chance, boolean dependenciesReady, Optional<StartGate.Refused> refusal) {

    /** The same moment, at which it may not be started. */
    Moment refused(StartGate.Refused why) {
        return new Moment(nanos, chance, dependenciesReady, Optional.of(why));
    }

    boolean mayStart() {
        return dependenciesReady && refusal.isEmpty();
    }
}
