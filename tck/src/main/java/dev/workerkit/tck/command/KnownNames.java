package dev.workerkit.tck.command;

import java.util.List;

/** What there is instead of what was asked for, as a few words. */
final class KnownNames {

    /** So many are read. */
    private static final int FEW = 40;

    private KnownNames() {}

    /** All if they are few, otherwise those that begin most like this one. */
    static String words(String asked, List<String> known) {
        if (known.size() <= FEW) {
            return "known: " + String.join(", ", known);
        }
        int common = known.stream().mapToInt(each -> commonPrefix(asked, each)).max().orElse(0);
        if (common == 0) {
            return "none of %d begins like it; 'tck list --sabotages' has all"
                    .formatted(known.size());
        }
        List<String> alike =
                known.stream()
                        .filter(each -> commonPrefix(asked, each) == common)
                        .limit(FEW)
                        .toList();
        return "of %d, these begin like it: %s; 'tck list --sabotages' has all"
                .formatted(known.size(), String.join(", ", alike));
    }

    private static int commonPrefix(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length())
                && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }
}
