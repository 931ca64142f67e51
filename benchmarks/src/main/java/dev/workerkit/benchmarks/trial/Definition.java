package dev.workerkit.benchmarks.trial;

import dev.workerkit.benchmarks.report.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A benchmark.
 *
 * @param name as it is called on command lines and in reports
 * @param title for people
 * @param description what is measured, in a sentence
 * @param type the class that measures
 * @param harvest what of it is the score
 * @param unit of the score
 * @param limit the peer that is the limit of what can be reached; empty if there is none
 * @param shortly how it is measured in the short mode
 * @param fully how it is measured in the full mode
 */
record Definition(
        String name,
        String title,
        String description,
        Class<?> type,
        Harvest harvest,
        Unit unit,
        String limit,
        Plan shortly,
        Plan fully) {

    /**
     * What is measured, and for how long.
     *
     * @param pace for how long
     * @param grids each a choice of peers and values of parameters; all combinations are measured
     */
    record Plan(Pace pace, List<Grid> grids) {

        Plan(Pace pace, Grid... grids) {
            this(pace, List.of(grids));
        }
    }

    /**
     * Peers and values of parameters.
     *
     * @param peers their names
     * @param values of each parameter
     */
    record Grid(List<String> peers, Map<String, List<String>> values) {

        /** Sorts the parameters, so that reports have one order. */
        Grid {
            peers = List.copyOf(peers);
            values = Collections.unmodifiableMap(new TreeMap<>(values));
        }

        /** These, with no parameters yet. */
        static Grid of(String... peers) {
            return new Grid(List.of(peers), Map.of());
        }

        /** The same without this one. */
        Grid without(String peer) {
            return new Grid(peers.stream().filter(one -> !one.equals(peer)).toList(), values);
        }

        /** The same with a parameter and its values. */
        Grid with(String parameter, String... given) {
            Map<String, List<String>> more = new TreeMap<>(values);
            more.put(parameter, List.of(given));
            return new Grid(peers, more);
        }

        /** All combinations, those that are compared side by side. */
        List<Map<String, String>> combinations() {
            List<Map<String, String>> all = List.of(Map.of());
            for (Map.Entry<String, List<String>> parameter : values.entrySet()) {
                List<Map<String, String>> more = new ArrayList<>();
                for (Map<String, String> one : all) {
                    for (String value : parameter.getValue()) {
                        Map<String, String> extended = new LinkedHashMap<>(one);
                        extended.put(parameter.getKey(), value);
                        more.add(extended);
                    }
                }
                all = more;
            }
            return all;
        }
    }

    Plan plan(boolean isShort) {
        return isShort ? shortly : fully;
    }

    /** All cases, with other values where these are given, of these peers; of all if none. */
    List<Case> cases(boolean isShort, Map<String, List<String>> given, Set<String> peers) {
        List<Case> cases = new ArrayList<>();
        for (Grid grid : plan(isShort).grids()) {
            Map<String, List<String>> values = new LinkedHashMap<>(grid.values());
            values.replaceAll((name, usual) -> given.getOrDefault(name, usual));
            for (Map<String, String> one : new Grid(grid.peers(), values).combinations()) {
                for (String peer : grid.peers()) {
                    Case found = new Case(this, peer, one);
                    if ((peers.isEmpty() || peers.contains(peer)) && !cases.contains(found)) {
                        cases.add(found);
                    }
                }
            }
        }
        return cases;
    }
}
