package dev.workerkit.tck.report;

/** What a report comes to, in a sentence. */
public final class Sentences {

    private Sentences() {}

    /** For example: 2 of 84 MUST requirements that apply to 'local' failed. */
    public static String of(ConformanceReport report) {
        Tally must = report.summary().must();
        int applying = must.total() - must.of(Verdict.INAPPLICABLE);
        String runtime = "'" + report.runtime().name() + "'";
        if (report.interrupted()) {
            return "The run on "
                    + runtime
                    + " was interrupted: "
                    + must.of(Verdict.PASSED)
                    + " of "
                    + applying
                    + " MUST requirements passed, "
                    + must.of(Verdict.FAILED)
                    + " failed until then.";
        }
        return switch (report.outcome()) {
            case CONFORMANT ->
                    must.of(Verdict.PASSED)
                            + " of "
                            + applying
                            + " MUST requirements that apply to "
                            + runtime
                            + " passed"
                            + (must.of(Verdict.UNTESTED) > 0
                                    ? "; " + must.of(Verdict.UNTESTED) + " can't be tested, see why"
                                    : "")
                            + ".";
            case PARTIAL ->
                    "What was asked for passed on "
                            + runtime
                            + "; "
                            + report.summary().requirements(Verdict.UNTESTED)
                            + " requirements were not looked at.";
            case NOT_CONFORMANT ->
                    must.of(Verdict.FAILED)
                            + " of "
                            + applying
                            + " MUST requirements that apply to "
                            + runtime
                            + " failed.";
            case INCONCLUSIVE ->
                    "Of "
                            + must.of(Verdict.CANT_TELL)
                            + " MUST requirements it can't be told whether "
                            + runtime
                            + " satisfies them.";
            case TCK_FAILED ->
                    "The TCK itself failed at "
                            + report.summary().requirements(Verdict.ERROR)
                            + " requirements; "
                            + runtime
                            + " is not to blame.";
        };
    }
}
