package dev.workerkit.benchmarks.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows a report's figures as Markdown. */
@Command(
        name = "figures",
        description = {
            "Shows the figures of a report as tables of Markdown, with those of a soak.json beside"
                    + " it.",
            "With --into they go into a file, between the lines <!-- bench figures --> and"
                    + " <!-- /bench figures -->; those that matter most, where the first is"
                    + " <!-- bench figures --brief -->."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BenchVersion.class)
final class FiguresCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Bench parent;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "REPORT",
            description = "The folder of a report, or its JSON.")
    private Path path = Path.of("");

    @Option(names = "--brief", description = "Show those alone that matter most.")
    private boolean brief;

    @Option(
            names = "--into",
            paramLabel = "FILE",
            description = "Write them into this file; can be given several times.")
    private List<Path> files = List.of();

    @Override
    public Integer call() {
        try {
            Committed report = Committed.read(path);
            if (files.isEmpty()) {
                FigureSection.Kind kind =
                        brief ? FigureSection.Kind.BRIEF : FigureSection.Kind.FULL;
                Objects.requireNonNull(parent).out().print(kind.figures(report));
            }
            for (Path file : files) {
                Files.writeString(file, FigureSection.filled(Files.readString(file), report));
            }
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
