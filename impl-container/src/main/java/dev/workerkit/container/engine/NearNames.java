package dev.workerkit.container.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The names among many that somebody may have meant. */
final class NearNames {

    private final String meant;

    NearNames(String meant) {
        this.meant = repository(meant);
    }

    /** At most this many, the nearest first. */
    List<String> among(Collection<String> names, int most) {
        return names.stream()
                .filter(each -> distance(each) <= limit())
                .sorted(Comparator.comparingInt(this::distance).thenComparing(each -> each))
                .limit(most)
                .toList();
    }

    private int limit() {
        return Math.max(2, meant.length() / 3);
    }

    private int distance(String name) {
        String other = repository(name);
        return other.contains(meant) || meant.contains(other) ? 0 : edits(other);
    }

    /** Without tag, digest and host: what people remember. */
    private static String repository(String name) {
        String plain = name.split("@", 2)[0];
        String last = plain.substring(plain.lastIndexOf('/') + 1);
        return last.split(":", 2)[0].toLowerCase(Locale.ROOT);
    }

    /** How many letters must be put in, taken out or changed. */
    private int edits(String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= meant.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int changed =
                        diagonal + (meant.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(changed, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[other.length()];
    }
}
