package dev.workerkit.benchmarks.soak;

/** Is told how a soak gets on. */
@FunctionalInterface
public interface SoakListener {

    /**
     * A part of the time is over.
     *
     * @param seconds how much is over in all
     * @param of how long it is to last
     * @param sent how many messages so far
     * @param answered how many of these
     * @param kills how many members so far
     * @param medianNanos of the latencies of this part
     */
    void reached(int seconds, int of, long sent, long answered, int kills, long medianNanos);
}
