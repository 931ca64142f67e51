package dev.workerkit.benchmarks.peer;

/** Tells an end that looks for messages in memory that the other process is gone. */
final class Lifeline {

    private volatile boolean cut;

    void cut() {
        cut = true;
    }

    boolean isCut() {
        return cut;
    }
}
