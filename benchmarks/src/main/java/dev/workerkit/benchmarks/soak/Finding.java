package dev.workerkit.benchmarks.soak;

/**
 * What is not fine, or keeps one from knowing whether it is.
 *
 * @param verdict what follows from it
 * @param text for people
 */
record Finding(Verdict verdict, String text) {

    static Finding wrong(String text) {
        return new Finding(Verdict.NOT_FINE, text);
    }

    static Finding doubt(String text) {
        return new Finding(Verdict.INCONCLUSIVE, text);
    }
}
