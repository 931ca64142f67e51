package dev.workerkit.benchmarks.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Names that somebody may have meant. */
final class Nearest {

    private static final int MOST = 3;

    private Nearest() {}

    /** Refuses names that there are not, and says which are near. */
    static void require(
            CommandSpec spec, String what, Collection<String> given, List<String> known) {
        for (String name : given) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no "
                                + what
                                + " '"
                                + name
                                + "'; did you mean "
                                + String.join(" or ", to(name, known))
                                + "? bench list shows all");
            }
        }
    }

    /** The nearest ones, the nearest first. */
    static List<String> to(String name, List<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        List<String> sorted =
                known.stream()
                        .sorted(Comparator.comparingInt(one -> distance(wanted, one)))
                        .toList();
        int least = distance(wanted, sorted.get(0));
        return sorted.stream()
                .filter(one -> distance(wanted, one) <= least + 1)
                .limit(MOST)
                .toList();
    }

    /** How many letters must be changed, added or left out; fewer where one contains the other. */
    private static int distance(String one, String other) {
        if (!one.isEmpty() && (other.contains(one) || one.contains(other))) {
            return 0;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
