package dev.workerkit.shared;

/**
 * Times, each kept to within a hundredth of itself: what is below 128 ns as it is, and 128 steps for
 * each doubling above. Not thread-safe.
 */
final class Latencies {

    private static final int STEP_BITS = 7;
    private static final int STEPS = 1 << STEP_BITS;

    private final long[] counts = new long[(Long.SIZE - STEP_BITS) * STEPS];
    private long total;
    private long longest;

    void add(long nanos) {
        long value = Math.max(0, nanos);
        counts[index(value)]++;
        total++;
        longest = Math.max(longest, value);
    }

    void addAll(Latencies others) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += others.counts[i];
        }
        total += others.total;
        longest = Math.max(longest, others.longest);
    }

    private static int index(long value) {
        int doublings = Math.max(0, Long.SIZE - STEP_BITS - Long.numberOfLeadingZeros(value));
        // Above the first steps only the upper half of each doubling's is used; the gaps cost
        // little.
        return doublings * STEPS + (int) (value >>> doublings);
    }

    private static long highest(int index) {
        int doublings = index / STEPS;
        return ((long) (index % STEPS) + 1 << doublings) - 1;
    }

    long count() {
        return total;
    }

    /** The time that this part of all did not exceed, in milliseconds. */
    double millis(double part) {
        long rank = Math.max(1, (long) Math.ceil(part * total));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(highest(i), longest) / 1e6;
            }
        }
        return Double.NaN;
    }
}
