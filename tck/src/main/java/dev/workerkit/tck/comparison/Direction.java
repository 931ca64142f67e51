package dev.workerkit.tck.comparison;

import dev.workerkit.tck.report.Verdict;

/** Which way a verdict went. */
public enum Direction {
    /** It passed before, or it fails now and didn't. */
    WORSE("worse"),
    /** It passes now. */
    BETTER("better"),
    /** Otherwise; for example what failed is now excluded, untested or inapplicable. */
    CHANGED("changed"),
    /** The requirement is in the second report alone. */
    NEW("new"),
    /** The requirement is in the first report alone. */
    GONE("gone"),
    /** The same verdict. */
    SAME("the same");

    private final String word;

    Direction(String word) {
        this.word = word;
    }

    /** The word for people. */
    public String word() {
        return word;
    }

    /** To hide a failure is no progress, so only what passes is better. */
    static Direction of(Verdict before, Verdict after) {
        if (before == after) {
            return SAME;
        }
        if (after == Verdict.PASSED) {
            return BETTER;
        }
        boolean fails = isFailure(after) && !isFailure(before);
        return before == Verdict.PASSED || fails ? WORSE : CHANGED;
    }

    private static boolean isFailure(Verdict verdict) {
        return verdict == Verdict.FAILED || verdict == Verdict.EXCLUDED;
    }
}
