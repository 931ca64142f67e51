package dev.workerkit.benchmarks.soak;

/**
 * A point of a series.
 *
 * @param seconds since the beginning
 * @param value at that time
 */
record Point(double seconds, double value) {}
