package dev.workerkit.cli;

import dev.workerkit.Capability;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.spi.WorkerRuntimeProvider;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** {@code workerkit runtimes}. */
@Command(
        name = "runtimes",
        description = {
            "Lists the installed worker runtimes, and what they can do.",
            "A runtime that can't be opened here is listed with the reason."
        },
        footer = {
            "",
            "Ends with 0 if each that is named can be opened here, 1 if one can't;",
            "without names, 0 if any can."
        },
        mixinStandardHelpOptions = true)
final class RuntimesCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Those to show; all by default.")
    private List<String> names = List.of();

    @CommandLine.Spec private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        List<String> shown = names.isEmpty() ? WorkerRuntimes.names() : names;
        List<WorkerRuntimeProvider> providers =
                shown.stream().map(WorkerRuntimes::provider).toList();
        int usable = 0;
        for (WorkerRuntimeProvider provider : providers) {
            usable += show(provider, out) ? 1 : 0;
            out.flush();
        }
        int needed = names.isEmpty() ? 1 : names.size();
        return usable >= needed ? ExitStatus.FINE : ExitStatus.NOT_FINE;
    }

    /** Whether it can be opened here. */
    private static boolean show(WorkerRuntimeProvider provider, PrintWriter out) {
        out.println(provider.name() + ": " + provider.description());
        try {
            Optional<String> found = provider.probe(RuntimeOptions.defaults());
            found.ifPresent(it -> out.println("  found: " + Printable.of(it)));
            try (WorkerRuntime runtime = provider.open(RuntimeOptions.defaults())) {
                out.println("  capabilities: " + capabilities(runtime));
            }
            return true;
        } catch (WorkerException e) {
            out.println("  not usable: " + Printable.of(String.valueOf(e.getMessage())));
            return false;
        }
    }

    private static String capabilities(WorkerRuntime runtime) {
        return runtime.capabilities().stream()
                .map(Capability::id)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
