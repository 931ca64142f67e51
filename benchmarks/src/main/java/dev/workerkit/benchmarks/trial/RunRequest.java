package dev.workerkit.benchmarks.trial;

import java.util.List;
import java.util.Set;

/**
 * What is to be run.
 *
 * @param benchmarks their names, which there are; all if none
 * @param peers of these alone; of all if none
 * @param isShort whether it must be over soon
 * @param flags what is said to JMH
 */
public record RunRequest(
        List<String> benchmarks, Set<String> peers, boolean isShort, JmhFlags flags) {

    /** Copies the collections. */
    public RunRequest {
        benchmarks = List.copyOf(benchmarks);
        peers = Set.copyOf(peers);
    }
}
