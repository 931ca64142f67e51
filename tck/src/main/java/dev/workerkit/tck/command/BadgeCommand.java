package dev.workerkit.tck.command;

import dev.workerkit.tck.report.ReportFile;
import dev.workerkit.tck.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Makes a badge of a report. */
@Command(
        name = "badge",
        description =
                "Makes a badge of a report, as an image and as JSON for the endpoint badge of"
                        + " shields.io.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class)
final class BadgeCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Tck parent;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "REPORT", description = "A conformance.json, or its folder.")
    private Path report = Path.of("");

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "The folder to write to; by default that of the report.")
    private Optional<Path> folder = Optional.empty();

    @Override
    public Integer call() {
        ReportFile file = ReportArgument.read(spec, report);
        Path target = folder.orElse(file.path().toAbsolutePath().getParent());
        for (ReportFormat format : List.of(ReportFormat.BADGE_JSON, ReportFormat.BADGE_SVG)) {
            write(target, target.resolve(format.fileName()), format.of(file.report()));
        }
        return 0;
    }

    private void write(Path folder, Path file, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(file, text);
            Objects.requireNonNull(parent).terminal().out().println(file);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    file + " can't be written (" + e + "); choose another folder with --to");
        }
    }
}
