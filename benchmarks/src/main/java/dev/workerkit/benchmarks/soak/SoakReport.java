package dev.workerkit.benchmarks.soak;

import dev.workerkit.benchmarks.machine.Machine;
import dev.workerkit.benchmarks.report.Distribution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a soak has come to.
 *
 * @param formatVersion of this form; grows when readers must know
 * @param version of the kit
 * @param started when
 * @param duration how long messages were sent
 * @param plan what it was to be like
 * @param machine where
 * @param remarks what a reader must know before he trusts a figure
 * @param verdict in a word
 * @param findings why, if it is not fine
 * @param counts what became of the messages
 * @param latency from when a message was due to its answer, in microseconds
 * @param slices the same over time, in nanoseconds
 * @param series what everybody used over time
 */
public record SoakReport(
        int formatVersion,
        String version,
        Instant started,
        Duration duration,
        SoakPlan plan,
        Machine machine,
        List<String> remarks,
        Verdict verdict,
        List<Finding> findings,
        Counts counts,
        Distribution latency,
        List<Slice> slices,
        List<Series> series) {

    /** The form that is written. */
    static final int FORMAT = 1;

    /** Copies the lists. */
    public SoakReport {
        remarks = List.copyOf(remarks);
        findings = List.copyOf(findings);
        slices = List.copyOf(slices);
        series = List.copyOf(series);
    }

    /** What is not fine, or doubtful, in lines. */
    public List<String> complaints() {
        return findings.stream().map(finding -> finding.text()).toList();
    }

    /** What it comes to, in a sentence. */
    public String headline() {
        return verdict.title()
                + ": "
                + counts.sent()
                + " messages sent, "
                + counts.lost()
                + " lost, "
                + counts.kills()
                + " kills, "
                + flat()
                + " of "
                + judged()
                + " judged series flat";
    }

    /** The same for those who have not asked for it. */
    public String sentence() {
        return "A soak of "
                + duration.toMinutes()
                + " min "
                + duration.toSecondsPart()
                + " s, "
                + plan.workers()
                + " workers, "
                + plan.rate()
                + " messages a second: "
                + counts.kills()
                + " workers killed, "
                + counts.sent()
                + " messages sent, "
                + counts.lost()
                + " lost, "
                + counts.redelivered()
                + " delivered again, "
                + counts.duplicated()
                + " answered twice; "
                + flat()
                + " of "
                + judged()
                + " series flat.";
    }

    private long judged() {
        return series.stream().filter(one -> one.trend() != null).count();
    }

    private long flat() {
        return series.stream()
                .filter(
                        one ->
                                one.trend() != null
                                        && one.trend().judgement() == Trend.Judgement.FLAT)
                .count();
    }
}
