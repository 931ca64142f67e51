package dev.workerkit.tck.command;

import dev.workerkit.tck.comparison.Change;
import dev.workerkit.tck.comparison.Comparison;
import dev.workerkit.tck.comparison.Direction;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.Headline;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.Verdict;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the command line says of two reports. */
final class DiffWords {

    private final Terminal terminal;
    private final PrintStream out;
    private final Comparison comparison;

    DiffWords(Terminal terminal, Comparison comparison) {
        this.terminal = terminal;
        this.out = terminal.out();
        this.comparison = comparison;
    }

    void print() {
        head("Before", comparison.before());
        head("After ", comparison.after());
        for (Direction direction : Direction.values()) {
            if (direction != Direction.SAME) {
                print(direction, comparison.of(direction));
            }
        }
        if (comparison.leftOut() > 0) {
            out.printf(
                    "%n%d requirements can't be compared: not both runs were asked for them.%n",
                    comparison.leftOut());
        }
        out.println();
        out.println(
                Stream.of(Direction.values())
                        .map(direction -> comparison.of(direction).size() + " " + direction.word())
                        .collect(Collectors.joining(", ")));
    }

    private void head(String which, ConformanceReport report) {
        out.printf(
                "%s  %s, %s, TCK %s, specification %s: %s%n",
                which,
                report.runtime().name()
                        + (report.runtime().version() == null
                                ? ""
                                : " " + report.runtime().version()),
                report.started().truncatedTo(ChronoUnit.SECONDS),
                report.tckVersion(),
                report.specVersion(),
                report.headline());
    }

    private void print(Direction direction, List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        String title = direction.word().toUpperCase(Locale.ROOT);
        out.println();
        out.println(
                switch (direction) {
                    case WORSE -> terminal.red(title);
                    case BETTER -> terminal.green(title);
                    case CHANGED, NEW, GONE, SAME -> terminal.bold(title);
                });
        changes.forEach(this::print);
    }

    private void print(Change change) {
        RequirementResult latest = change.latest();
        out.printf(
                "  %s %-6s %s  %s%n", latest.id(), latest.level(), verdicts(change), latest.text());
        change.after()
                .filter(after -> after.verdict() != Verdict.PASSED)
                .map(after -> Headline.of(after.reason()))
                .ifPresent(reason -> out.println("      " + reason));
    }

    private static String verdicts(Change change) {
        return Stream.of(change.before(), change.after())
                .flatMap(known -> known.stream())
                .map(known -> known.verdict().word())
                .collect(Collectors.joining(" -> "));
    }
}
