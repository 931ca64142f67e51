package dev.workerkit.cli;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.spi.RunningWorkers;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code workerkit ps}. */
@Command(
        name = "ps",
        description = "Lists the workers that run in an engine, of all masters.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PsCommand implements Callable<Integer> {

    @CommandLine.Spec private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--runtime",
            paramLabel = "NAME",
            description = "Whose workers they are; default: ${DEFAULT-VALUE}.")
    private String runtimeName = "container";

    @Mixin private EngineOptions engine = new EngineOptions();

    @Override
    public Integer call() {
        RuntimeOptions options = engine.applied(RuntimeOptions.defaults());
        try (RunningWorkers workers = WorkerRuntimes.provider(runtimeName).running(options)) {
            PrintWriter out = command.commandLine().getOut();
            Seen seen = new Seen(workers.list());
            if (!seen.workers().isEmpty()) {
                seen.table().forEach(out::println);
            }
            out.flush();
            return ExitStatus.FINE;
        }
    }
}
