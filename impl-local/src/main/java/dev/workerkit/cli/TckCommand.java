package dev.workerkit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Unmatched;

/** {@code workerkit tck}, which the launcher script takes to the TCK; here for the help to list. */
@Command(name = "tck", description = "Certifies a worker runtime; see workerkit tck --help.")
final class TckCommand implements Callable<Integer> {

    @CommandLine.Spec private CommandSpec command = CommandSpec.create();

    @Unmatched private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                command.commandLine(),
                "the TCK is not in this jar; call the script workerkit, or the class"
                        + " dev.workerkit.tck.command.Tck with workerkit-tck.jar on the class path");
    }
}
