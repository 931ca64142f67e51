package dev.workerkit.cli;

import dev.workerkit.Counter;
import dev.workerkit.Range;
import dev.workerkit.WorkerStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds a worker's counters against their ranges. */
final class Judgement {

    private final List<Counter> counters;
    private final List<Counter> judged = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private Verdict verdict = Verdict.OK;

    private Judgement(List<Counter> counters) {
        this.counters = counters;
    }

    /**
     * Judges what was asked for, and everything by the worker's own ranges if nothing was.
     *
     * @return in the order in which it was asked for
     */
    static PluginOutput of(WorkerStatus status, List<Measure> measures) {
        Judgement judgement = new Judgement(status.counters());
        if (measures.isEmpty()) {
            for (Counter counter : status.counters()) {
                judgement.judge(counter, false);
            }
        }
        for (Measure measure : measures) {
            judgement.judge(measure);
        }
        if (!status.text().isBlank()) {
            judgement.findings.add(status.text());
        }
        return new PluginOutput(
                judgement.verdict, String.join("; ", judgement.findings), judgement.judged);
    }

    private void judge(Measure measure) {
        Counter found = counter(measure.counter());
        if (found == null) {
            find(Verdict.UNKNOWN, "no counter '" + measure.counter() + "'; there " + names());
            return;
        }
        Optional<Range> warning =
                measure.warning().isPresent() ? measure.warning() : found.warning();
        Optional<Range> critical =
                measure.critical().isPresent() ? measure.critical() : found.critical();
        judge(
                new Counter(
                        found.name(),
                        found.value(),
                        found.unit(),
                        found.min(),
                        found.max(),
                        warning,
                        critical),
                true);
    }

    private void judge(Counter counter, boolean asked) {
        judged.add(counter);
        double figure = counter.value();
        if (Double.isNaN(figure)) {
            if (asked || counter.warning().isPresent() || counter.critical().isPresent()) {
                find(Verdict.UNKNOWN, "the figure of '" + counter.name() + "' is not known");
            }
        } else if (alerts(counter.critical(), figure)) {
            find(Verdict.CRITICAL, finding(counter, "critical: ", counter.critical()));
        } else if (alerts(counter.warning(), figure)) {
            find(Verdict.WARNING, finding(counter, "warning: ", counter.warning()));
        }
    }

    private static boolean alerts(Optional<Range> range, double figure) {
        return range.isPresent() && range.get().alerts(figure);
    }

    private static String finding(Counter counter, String kind, Optional<Range> range) {
        return counter.name()
                + " is "
                + PerformanceData.figure(counter.value())
                + counter.unit().orElse("")
                + " ("
                + kind
                + range.get()
                + ")";
    }

    private void find(Verdict found, String finding) {
        verdict = verdict.or(found);
        findings.add(finding);
    }

    private @Nullable Counter counter(String name) {
        for (Counter counter : counters) {
            if (counter.name().equals(name)) {
                return counter;
            }
        }
        return null;
    }

    private String names() {
        if (counters.isEmpty()) {
            return "are none";
        }
        List<String> names = new ArrayList<>();
        for (Counter counter : counters) {
            names.add(counter.name());
        }
        return "are: " + String.join(", ", names);
    }
}
