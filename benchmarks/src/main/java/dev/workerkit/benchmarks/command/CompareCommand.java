package dev.workerkit.benchmarks.command;

import dev.workerkit.benchmarks.comparison.Change;
import dev.workerkit.benchmarks.comparison.Comparison;
import dev.workerkit.benchmarks.comparison.Direction;
import dev.workerkit.benchmarks.report.BenchmarkReport;
import dev.workerkit.benchmarks.report.Figures;
import dev.workerkit.benchmarks.report.ReportJson;
import dev.workerkit.benchmarks.report.Score;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tells what got worse from one report to another. */
@Command(
        name = "compare",
        description =
                "Tells what got worse or better from one report to another, and how sure that is."
                        + " Exit code 1: something got worse; 2: something may have.",
        mixinStandardHelpOptions = true,
        versionProvider = BenchVersion.class)
final class CompareCommand implements Callable<Integer> {

    private static final double PERCENT = 100;

    private static final Set<Direction> QUIET = Set.of(Direction.SAME);

    @ParentCommand private @Nullable Bench parent;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "BEFORE", description = "A report, or its folder.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "AFTER", description = "The report to compare with it.")
    private Path after = Path.of("");

    @Option(
            names = "--tolerance",
            paramLabel = "PERCENT",
            defaultValue = "10",
            description = "How much worse is not worse; by default ${DEFAULT-VALUE}.")
    private double tolerance;

    @Option(
            names = "--confidence",
            paramLabel = "PERCENT",
            defaultValue = "95",
            description = "How sure a change must be; by default ${DEFAULT-VALUE}.")
    private double confidence;

    @Override
    public Integer call() {
        require("--tolerance", tolerance, Double.MAX_VALUE);
        require("--confidence", confidence, PERCENT);
        Comparison comparison =
                Comparison.of(read(before), read(after), tolerance / PERCENT, confidence / PERCENT);
        PrintStream out = Objects.requireNonNull(parent).out();
        comparison.doubts().forEach(doubt -> out.println("Mind: " + doubt));
        for (Change change : comparison.changes()) {
            if (!QUIET.contains(change.direction())) {
                out.println(line(change));
            }
        }
        for (Direction direction : Direction.values()) {
            List<Change> such = comparison.of(direction);
            if (!such.isEmpty()) {
                out.println(such.size() + " " + direction.name().toLowerCase(Locale.ROOT));
            }
        }
        if (comparison.isEmpty()) {
            out.println("The reports have no measurement in common");
            return Bench.INCONCLUSIVE;
        }
        if (!comparison.of(Direction.WORSE).isEmpty()) {
            return Bench.WORSE;
        }
        return comparison.of(Direction.UNSURE).isEmpty() ? 0 : Bench.INCONCLUSIVE;
    }

    private void require(String option, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " " + value + " is out of range; give percents, such as 10");
        }
    }

    private BenchmarkReport read(Path file) {
        try {
            return ReportJson.read(file);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static String line(Change change) {
        String scores = score(change, change.before()) + " -> " + score(change, change.after());
        String sure =
                change.confidence() > 0
                        ? String.format(
                                Locale.ROOT,
                                ", %s, confidence %.1f%%",
                                times(change.timesWorse()),
                                PERCENT * change.confidence())
                        : "";
        return String.format(
                Locale.ROOT,
                "%-7s%s %s: %s%s",
                change.direction().name().toLowerCase(Locale.ROOT),
                change.subject().text(" "),
                change.peer(),
                scores,
                sure);
    }

    private static String times(double worse) {
        return worse >= 1
                ? Figures.digits(worse) + " times worse"
                : Figures.digits(1 / worse) + " times better";
    }

    private static String score(Change change, @Nullable Score score) {
        return score == null ? "nothing" : Figures.of(score.value(), change.unit());
    }
}
