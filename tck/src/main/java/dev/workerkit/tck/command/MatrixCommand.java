package dev.workerkit.tck.command;

import dev.workerkit.tck.report.HtmlMatrix;
import dev.workerkit.tck.report.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** Puts reports side by side. */
@Command(
        name = "matrix",
        description =
                "Puts reports side by side on one page: a row for each profile and requirement, a"
                        + " column for each report.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class)
final class MatrixCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Tck parent;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "REPORT",
            description = "Each a conformance.json, or its folder.")
    private List<Path> reports = new ArrayList<>();

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "The page; by default matrix.html in this folder.")
    private Path target = Path.of("matrix.html");

    @Override
    public Integer call() {
        String page =
                HtmlMatrix.page(
                        reports.stream()
                                .map(path -> ReportArgument.read(spec, path))
                                .map(ReportFile::report)
                                .toList());
        try {
            Files.writeString(target, page);
            Objects.requireNonNull(parent).terminal().out().println(target);
            return 0;
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    target + " can't be written (" + e + "); choose another file with --to");
        }
    }
}
