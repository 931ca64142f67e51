package dev.workerkit.cli;

import dev.workerkit.Capability;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code workerkit runtimes}. */
@Command(
        name = "runtimes",
        description = "Lists the installed worker runtimes, and what they can do.",
        mixinStandardHelpOptions = true)
final class RuntimesCommand implements Callable<Integer> {

    @CommandLine.Spec private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() {
        for (String name : WorkerRuntimes.names()) {
            try (WorkerRuntime runtime = WorkerRuntimes.open(name)) {
                String capabilities =
                        runtime.capabilities().stream()
                                .map(Capability::id)
                                .sorted()
                                .collect(Collectors.joining(", "));
                command.commandLine().getOut().println(name + ": " + capabilities);
            }
        }
        return ExitStatus.FINE;
    }
}
