package dev.workerkit.benchmarks.soak;

import dev.workerkit.benchmarks.report.Distribution;
import org.HdrHistogram.Histogram;

/**
 * The latencies of a part of the time, in nanoseconds from when a message was due to its answer.
 *
 * @param seconds when it was over
 * @param answers how many there were
 * @param p50 half of them took no longer
 * @param p90 nine tenths
 * @param p99 99 of a hundred
 * @param p999 999 of a thousand
 * @param max the longest
 */
record Slice(int seconds, long answers, long p50, long p90, long p99, long p999, long max) {

    static Slice of(int seconds, Histogram nanos) {
        return new Slice(
                seconds,
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(Distribution.P50),
                nanos.getValueAtPercentile(Distribution.P90),
                nanos.getValueAtPercentile(Distribution.P99),
                nanos.getValueAtPercentile(Distribution.P999),
                nanos.getMaxValue());
    }
}
