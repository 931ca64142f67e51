package dev.workerkit.tck.report;

/** Numbers with their nouns. */
final class Counted {

    private Counted() {}

    /** For example: 1 exclusion, 2 exclusions. */
    static String of(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
