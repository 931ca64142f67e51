package dev.workerkit.benchmarks.trial;

import dev.workerkit.benchmarks.report.Measurement;

/** Is told how a run gets on. */
public interface RunListener {

    /** A case is about to be measured, the so-manieth of all. */
    void measuring(int number, int all, String what);

    /** A case is through. */
    void measured(Measurement measurement);

    /** A peer is not there. */
    void absent(String benchmark, String peer, String why);
}
