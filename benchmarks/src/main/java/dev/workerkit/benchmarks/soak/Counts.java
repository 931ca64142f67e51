package dev.workerkit.benchmarks.soak;

/**
 * What became of the messages.
 *
 * @param due how many should have been sent in the time that there was
 * @param sent how many were
 * @param answered how many of these were answered
 * @param lost how many never were
 * @param redelivered how often the pool gave one to a member after another had died over it
 * @param duplicated how often a message was answered once more
 * @param broken how many answers were not what had been sent
 * @param kills how many members were killed
 */
record Counts(
        long due,
        long sent,
        long answered,
        long lost,
        long redelivered,
        long duplicated,
        long broken,
        long kills) {}
