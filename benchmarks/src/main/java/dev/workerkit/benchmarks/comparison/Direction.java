package dev.workerkit.benchmarks.comparison;

/** What became of a measurement. */
public enum Direction {
    /** It is worse by more than is tolerated, and that is hardly by chance. */
    WORSE,
    /** It is worse by more than is tolerated, but that may be by chance. */
    UNSURE,
    /** It is the same, as far as is tolerated. */
    SAME,
    /** It is better by more than is tolerated, and that is hardly by chance. */
    BETTER,
    /** It was not measured before. */
    NEW,
    /** It is not measured any more, or failed. */
    GONE
}
