package dev.workerkit.tck.report;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many there are of each verdict.
 *
 * @param counts of each verdict, zero included
 */
public record Tally(@JsonValue Map<Verdict, Integer> counts) {

    /** Fills in the zeros. */
    @JsonCreator
    public Tally {
        EnumMap<Verdict, Integer> complete = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            complete.put(verdict, counts.getOrDefault(verdict, 0));
        }
        counts = Collections.unmodifiableMap(complete);
    }

    /** Counts. */
    public static Tally of(Collection<Verdict> verdicts) {
        return new Tally(
                verdicts.stream()
                        .collect(
                                Collectors.groupingBy(
                                        verdict -> verdict, Collectors.summingInt(one -> 1))));
    }

    /** How many there are of this verdict. */
    public int of(Verdict verdict) {
        return counts.getOrDefault(verdict, 0);
    }

    /** How many there are of all verdicts. */
    public int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
