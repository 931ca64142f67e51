package dev.workerkit.tck.report;

import java.util.List;

/**
 * What falsified a property.
 *
 * @param seed runs it again with the same random choices
 * @param tries how many were made, the falsifying one included
 * @param sample what falsified it, shrunk to the least that still does, one line an argument or
 *     command
 */
public record Counterexample(String seed, int tries, List<String> sample) {

    /** Keeps a copy of the sample. */
    public Counterexample {
        sample = List.copyOf(sample);
    }
}
