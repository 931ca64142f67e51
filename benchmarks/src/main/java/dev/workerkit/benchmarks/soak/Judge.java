package dev.workerkit.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;

/** What follows from what was seen. */
final class Judge {

    /** The sender may be behind by so much of what was due. */
    private static final double HELD = 0.99;

    private static final double STILL = 0.05;
    private static final double BEHIND = 0.05;

    private final SoakPlan plan;
    private final List<Finding> findings = new ArrayList<>();

    private Judge(SoakPlan plan) {
        this.plan = plan;
    }

    /**
     * All findings.
     *
     * @param seen what was seen
     */
    static List<Finding> findings(SoakPlan plan, Seen seen) {
        Judge judge = new Judge(plan);
        judge.judgeMessages(seen);
        judge.judgeSeries(seen);
        judge.judgeConditions(seen);
        return List.copyOf(judge.findings);
    }

    /**
     * What was seen.
     *
     * @param counts of messages
     * @param reasons why messages were not answered, as far as it was told
     * @param series all series
     * @param leftOver processes and folders that were still there a while after the end
     * @param behind for how many judged seconds more waited for an answer than come in a second
     * @param stoodStill for how many seconds nothing ran on the machine that should have
     * @param interrupted whether somebody ended it
     */
    record Seen(
            Counts counts,
            List<String> reasons,
            List<Series> series,
            List<String> leftOver,
            long behind,
            long stoodStill,
            boolean interrupted) {}

    private void judgeMessages(Seen seen) {
        Counts counts = seen.counts();
        if (counts.lost() > 0) {
            wrong(counts.lost() + " of " + counts.sent() + " messages were never answered");
            seen.reasons().forEach(this::wrong);
        }
        if (counts.broken() > 0) {
            wrong(counts.broken() + " answers were not what had been sent");
        }
        if (counts.duplicated() > counts.redelivered()) {
            wrong(
                    counts.duplicated()
                            + " answers came twice, but only "
                            + counts.redelivered()
                            + " messages were delivered again");
        }
        seen.leftOver().forEach(what -> wrong("it was left behind: " + what));
    }

    private void judgeSeries(Seen seen) {
        for (Series series : seen.series()) {
            Trend trend = series.trend();
            if (trend == null || trend.judgement() == Trend.Judgement.FLAT) {
                continue;
            }
            Quantity quantity = series.quantity();
            if (trend.judgement() == Trend.Judgement.UNSURE) {
                doubt(
                        series.name()
                                + ": it goes up and down too much to know whether it grows, by "
                                + quantity.text(trend.low())
                                + " to "
                                + quantity.text(trend.high()));
            } else if (plan.isTooShort()) {
                doubt(series.name() + " grows, as it may while a JVM warms up");
            } else if (isBehind(seen)) {
                doubt(series.name() + " grows, as it may while messages pile up");
            } else {
                wrong(
                        series.name()
                                + " is not flat: it grew by "
                                + quantity.text(trend.growth())
                                + ", and "
                                + quantity.text(trend.bound())
                                + " is allowed");
            }
        }
    }

    private void judgeConditions(Seen seen) {
        Counts counts = seen.counts();
        if (seen.interrupted()) {
            doubt("it was interrupted");
        } else if (plan.isTooShort()) {
            doubt(
                    "it was too short to know whether anything grows: after the warm-up there must"
                            + " be "
                            + plan.shortest().toSeconds()
                            + " s left");
        }
        if (plan.kills() && counts.kills() == 0) {
            doubt("no member was killed; let it last longer, or kill more often: --kill-every");
        }
        if (counts.sent() < HELD * counts.due()) {
            doubt(
                    "only "
                            + counts.sent()
                            + " of "
                            + counts.due()
                            + " messages could be sent when they were due; give a lower --rate");
        }
        if (isBehind(seen)) {
            doubt(
                    "for "
                            + seen.behind()
                            + " s more messages waited than come in a second; give a lower --rate,"
                            + " or a machine with less to do");
        }
        if (seen.stoodStill() > STILL * plan.seconds()) {
            doubt(
                    "the machine stood still for "
                            + seen.stoodStill()
                            + " s; run it on a quieter one");
        }
    }

    private boolean isBehind(Seen seen) {
        return seen.behind() > BEHIND * plan.seconds();
    }

    private void wrong(String text) {
        findings.add(Finding.wrong(text));
    }

    private void doubt(String text) {
        findings.add(Finding.doubt(text));
    }
}
