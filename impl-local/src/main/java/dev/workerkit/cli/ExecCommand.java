package dev.workerkit.cli;

import dev.workerkit.ExecSpec;
import dev.workerkit.Execution;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.spi.RunningWorker;
import dev.workerkit.spi.RunningWorkers;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code workerkit exec}: a command, or a shell, inside a worker of whatever master. */
@Command(
        name = "exec",
        description = {
            "Runs a command inside a worker of any master, or a shell if none is given.",
            "It has the worker's files, processes, network and user. In a terminal it has one, and"
                    + " gets all keys, Ctrl-C among them."
        },
        footer = {
            "",
            "Ends with the command's own code, or with 128 and the number of the signal that ended"
                    + " it; 64 if there is no such worker or program, 3 if it was our fault."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExecCommand implements Callable<Integer> {

    private static final List<String> SHELL = List.of("/bin/sh");

    @Parameters(
            index = "0",
            paramLabel = "NAME|ID",
            description = "Which worker; 'workerkit ps' lists them.")
    private String name = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "What to run; what follows it is its own.",
            preprocessor = Rest.class)
    private List<String> words = List.of();

    @Option(
            names = "--runtime",
            paramLabel = "NAME",
            description = "Whose worker it is; default: ${DEFAULT-VALUE}.")
    private String runtimeName = "container";

    @Mixin private EngineOptions engine = new EngineOptions();

    @Override
    public Integer call() throws InterruptedException {
        RuntimeOptions options = engine.applied(RuntimeOptions.defaults());
        try (RunningWorkers workers = WorkerRuntimes.provider(runtimeName).running(options)) {
            RunningWorker worker = new Seen(workers.list()).named(name);
            Optional<Terminal> terminal = Terminal.taken();
            // Whatever ends us, a terminal must not stay deaf, nor a command go on unseen.
            OnShutdown onSignal = OnShutdown.run(() -> giveBack(workers, terminal));
            try (Execution execution = workers.exec(worker, spec(terminal))) {
                terminal.ifPresent(it -> it.onResize(execution::resize));
                return connected(execution);
            } finally {
                terminal.ifPresent(Terminal::close);
                onSignal.takeBack();
            }
        }
    }

    private static void giveBack(RunningWorkers workers, Optional<Terminal> terminal) {
        terminal.ifPresent(Terminal::close);
        workers.close();
    }

    private ExecSpec spec(Optional<Terminal> terminal) {
        ExecSpec spec =
                new ExecSpec(
                        words.isEmpty() ? SHELL : words, Map.of(), terminal.map(Terminal::size));
        Optional<String> kind = Optional.ofNullable(System.getenv("TERM"));
        return terminal.isPresent() && kind.isPresent()
                ? spec.withEnvironment("TERM", kind.get())
                : spec;
    }

    /** Returns the command's code, when its output is shown. */
    private static int connected(Execution execution) throws InterruptedException {
        Pump.startAndClose("input", new FileInputStream(FileDescriptor.in), execution.input());
        Pump errors =
                Pump.start("errors", execution.errors(), new FileOutputStream(FileDescriptor.err));
        Pump output =
                Pump.start("output", execution.output(), new FileOutputStream(FileDescriptor.out));
        if (!output.await()) {
            execution.close();
        }
        errors.await();
        try {
            return execution.exitCode().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof WorkerException told ? told : e;
        }
    }

    /** Takes all words from the first of the command on, options or not. */
    static final class Rest implements IParameterPreprocessor {
        @Override
        public boolean preprocess(
                Stack<String> left,
                CommandSpec command,
                ArgSpec parameter,
                Map<String, Object> how) {
            List<String> words = new ArrayList<>();
            while (!left.isEmpty()) {
                words.add(left.pop());
            }
            parameter.setValue(words);
            return true;
        }
    }
}
