package dev.workerkit.tck.command;

import dev.workerkit.tck.report.ReportFile;
import dev.workerkit.tck.report.ReportFileException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A report that a command is given. */
final class ReportArgument {

    private ReportArgument() {}

    /** Reads it, or refuses the command. */
    static ReportFile read(CommandSpec spec, Path path) {
        try {
            return ReportFile.read(path);
        } catch (ReportFileException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
