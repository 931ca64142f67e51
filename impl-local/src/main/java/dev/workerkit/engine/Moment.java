package dev.workerkit.engine;

/**
 * What a step of the lifecycle takes from outside, so that it is a pure function.
 *
 * @param nanos the time, of a monotonic clock
 * @param chance 0 to 1, what is left to chance goes by it
 * @param dependenciesReady whether all that the worker depends on is ready or has completed
 */
record Moment(long nanos, double chance, boolean dependenciesReady) {}
