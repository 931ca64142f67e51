package dev.workerkit.tck.command;

import dev.workerkit.tck.comparison.Comparison;
import dev.workerkit.tck.comparison.Direction;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tells what changed from one report to the next. */
@Command(
        name = "diff",
        description =
                "Tells which requirements got worse or better from one report to the next, which"
                        + " are new and which are gone. Exit code 1: something got worse.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class)
final class DiffCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Tck parent;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "BEFORE",
            description = "A conformance.json, or its folder.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "AFTER", description = "The report to compare with it.")
    private Path after = Path.of("");

    @Override
    public Integer call() {
        Tck tck = Objects.requireNonNull(parent);
        Comparison comparison =
                Comparison.of(
                        ReportArgument.read(spec, before).report(),
                        ReportArgument.read(spec, after).report());
        new DiffWords(tck.terminal(), comparison).print();
        return comparison.of(Direction.WORSE).isEmpty() ? 0 : 1;
    }
}
