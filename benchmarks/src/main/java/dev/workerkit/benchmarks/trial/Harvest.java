package dev.workerkit.benchmarks.trial;

/** What of a benchmark is its score. */
enum Harvest {
    /** The median of JMH's samples. */
    SAMPLES,
    /** The time of each shot. */
    SHOTS,
    /** How many messages of a shot there are to a second. */
    RATE,
    /** The median of a histogram that the benchmark has recorded. */
    HISTOGRAM,
    /** How much of a processor was used. */
    LOAD
}
