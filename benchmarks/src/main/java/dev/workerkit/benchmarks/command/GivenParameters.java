package dev.workerkit.benchmarks.command;

import java.util.ArrayList;
import java.util.List;

/** The names in {@code -p name=value}. JMH passes over one that no benchmark has. */
final class GivenParameters {

    private static final String FLAG = "-p";

    private GivenParameters() {}

    static List<String> of(List<String> jmhFlags) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i + 1 < jmhFlags.size(); i++) {
            if (jmhFlags.get(i).equals(FLAG)) {
                names.add(jmhFlags.get(i + 1).split("=", 2)[0]);
            }
        }
        return names;
    }
}
