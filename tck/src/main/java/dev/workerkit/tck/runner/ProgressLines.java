package dev.workerkit.tck.runner;

import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.Tally;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** For logs: a line when an area is done, and one at once for each failure. */
final class ProgressLines implements RunListener {

    private final Terminal terminal;
    private final List<Verdict> verdicts = new ArrayList<>();
    private @Nullable Area area;
    private long since;

    ProgressLines(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void reaches(Area next) {
        finishArea();
        area = next;
        since = System.nanoTime();
    }

    @Override
    public void verified(Verification verification, VerificationResult result) {
        verdicts.add(result.verdict());
        if (result.verdict() == Verdict.FAILED || result.verdict() == Verdict.ERROR) {
            terminal.out().println(failure(terminal, result));
        }
    }

    @Override
    public void ends(ConformanceReport report) {
        finishArea();
    }

    /** The line of a failure. */
    static String failure(Terminal terminal, VerificationResult result) {
        return terminal.red(result.verdict().word().toUpperCase(Locale.ROOT))
                + " "
                + result.id()
                + " ("
                + String.join(", ", result.requirements())
                + "): "
                + Headline.of(result.message());
    }

    private void finishArea() {
        if (area != null && !verdicts.isEmpty()) {
            String counts =
                    Tally.of(verdicts).counts().entrySet().stream()
                            .filter(count -> count.getValue() > 0)
                            .map(count -> count.getValue() + " " + count.getKey().word())
                            .collect(Collectors.joining(", "));
            double seconds = (System.nanoTime() - since) / 1e9;
            terminal.out()
                    .printf(Locale.ROOT, "%-24s %s (%.1f s)%n", area.title(), counts, seconds);
        }
        verdicts.clear();
    }
}
