package dev.workerkit.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a score counts. */
public enum Unit {
    /** Less is better. */
    MICROSECONDS("µs", false, 1e3),
    /** Less is better. */
    MILLISECONDS("ms", false, 1e6),
    /** More is better. */
    PER_SECOND("/s", true, 1),
    /** Of one processor; less is better. */
    PERCENT("%", false, 1);

    private final String symbol;
    private final boolean moreIsBetter;
    private final double nanos;

    Unit(String symbol, boolean moreIsBetter, double nanos) {
        this.symbol = symbol;
        this.moreIsBetter = moreIsBetter;
        this.nanos = nanos;
    }

    /** As it is written behind a figure. */
    @JsonValue
    public String symbol() {
        return symbol;
    }

    /** Whether the higher of two scores is the better one. */
    public boolean moreIsBetter() {
        return moreIsBetter;
    }

    /** How many nanoseconds a unit of time has. */
    double nanos() {
        return nanos;
    }

    /** So many nanoseconds in this unit of time. */
    public double ofNanos(double count) {
        return count / nanos;
    }

    /**
     * How many times worse one score is than another: above one if it is worse, whatever is better.
     */
    public double timesWorse(double score, double than) {
        return moreIsBetter ? than / score : score / than;
    }
}
