package dev.workerkit.tck.examiner;

import dev.workerkit.tck.trace.Trace;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The traces of the smallest tries that falsified a property: one of them was made with what is
 * shrunk to in the end. Not thread-safe.
 */
final class FailedTries {

    private static final int KEPT = 20;

    private static final Comparator<List<String>> BY_SIZE =
            Comparator.comparingInt(sample -> sample.stream().mapToInt(String::length).sum());

    private final Map<List<String>, Trace> traces = new HashMap<>();

    /** One with this sample has failed. */
    void add(List<String> sample, Trace trace) {
        traces.put(sample, trace);
        if (traces.size() > KEPT) {
            traces.remove(traces.keySet().stream().max(BY_SIZE).orElseThrow());
        }
    }

    /** That of this sample; of the smallest one if this is not among them. */
    Trace of(List<String> sample) {
        Trace trace = traces.get(sample);
        return trace != null
                ? trace
                : traces.keySet().stream().min(BY_SIZE).map(traces::get).orElse(Trace.EMPTY);
    }
}
