package dev.workerkit.benchmarks.trial;

/**
 * How long a case is measured.
 *
 * @param rounds in how many JVMs, one after the other
 * @param warmups how many iterations are thrown away in each
 * @param warmupMillis how long each of these is, where the benchmark does not say so itself
 * @param iterations how many count in each
 * @param millis how long each of these is
 */
record Pace(int rounds, int warmups, int warmupMillis, int iterations, int millis) {}
