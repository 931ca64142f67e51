package dev.workerkit.benchmarks.soak;

/** What a soak comes to; the later ones outweigh the earlier. */
public enum Verdict {
    /** Nothing was lost or left behind, and nothing grew. */
    FINE("Fine"),
    /** That is not known. */
    INCONCLUSIVE("Inconclusive"),
    /** Something was, or did. */
    NOT_FINE("Not fine");

    private final String title;

    Verdict(String title) {
        this.title = title;
    }

    /** For people. */
    public String title() {
        return title;
    }
}
