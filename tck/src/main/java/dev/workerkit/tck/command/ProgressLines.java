package dev.workerkit.tck.command;

import dev.workerkit.tck.conformance.RunListener;
import dev.workerkit.tck.examiner.Verification;
import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.report.Headline;
import dev.workerkit.tck.report.Tally;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** For logs: a line when an area is done, and one at once for each failure. */
final class ProgressLines implements RunListener {

    private final Terminal terminal;

    ProgressLines(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void verified(Verification verification, VerificationResult result) {
        if (result.verdict() == Verdict.FAILED || result.verdict() == Verdict.ERROR) {
            terminal.out().println(failure(terminal, result));
        }
    }

    @Override
    public void finishes(Area area, List<VerificationResult> results) {
        String counts =
                Tally.of(results.stream().map(VerificationResult::verdict).toList())
                        .counts()
                        .entrySet()
                        .stream()
                        .filter(count -> count.getValue() > 0)
                        .map(count -> count.getValue() + " " + count.getKey().word())
                        .collect(Collectors.joining(", "));
        double seconds = results.stream().mapToLong(VerificationResult::durationMillis).sum() / 1e3;
        terminal.out().printf(Locale.ROOT, "%-24s %s (%.1f s)%n", area.title(), counts, seconds);
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
}
