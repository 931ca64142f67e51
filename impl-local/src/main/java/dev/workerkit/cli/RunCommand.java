package dev.workerkit.cli;

import dev.workerkit.Launch;
import dev.workerkit.LogLine;
import dev.workerkit.LogStream;
import dev.workerkit.Readiness;
import dev.workerkit.RestartPolicy;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.StopPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntime.Subscription;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code workerkit run}: one worker in the foreground. */
@Command(
        name = "run",
        description = {
            "Runs a command as a worker in the foreground, until it ends for good or Ctrl-C.",
            "Its output is shown; exit code 0 completes it, 1 starts it again, 2 fails it.",
            "Options go before COMMAND; what follows it is its own. The wrapper of a profile is"
                    + " for Java workers."
        },
        footer = {
            "",
            "Ends with 0 if the worker completed or was stopped, 1 if it failed, 2 if its start"
                    + " is forbidden."
        },
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {

    /** More than a worker writes before it can be followed. */
    private static final int EARLY_LINES = 10_000;

    /**
     * As supervisord has it by default. A command that was ready at once would never fail to start,
     * and be started again without delay and without end.
     */
    private static final Readiness START_SECONDS = Readiness.after(Duration.ofSeconds(1));

    @CommandLine.Spec private CommandSpec command = CommandSpec.create();

    @Option(names = "--name", description = "The worker's name.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--shell", description = "COMMAND is a line for /bin/sh.")
    private boolean shell;

    @Option(
            names = "--java",
            description =
                    "COMMAND is a Java class; the words after it are its arguments, as strings.")
    private boolean java;

    @Option(
            names = "--restart",
            paramLabel = "POLICY",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.",
            completionCandidates = RestartPolicyConverter.Names.class,
            converter = RestartPolicyConverter.class,
            defaultValue = "by-exit-code")
    private RestartPolicy restart = RestartPolicy.byExitCode();

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            description = "From asking it to stop to killing it, for example 500ms; default: 15s.")
    private Duration grace = StopPolicy.DEFAULT_GRACE;

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description = "A variable for the worker; may be given several times.")
    private Map<String, String> environment = new LinkedHashMap<>();

    @Option(names = "--directory", paramLabel = "DIR", description = "Where the worker runs.")
    private Optional<Path> directory = Optional.empty();

    @Option(
            names = "--log-directory",
            paramLabel = "DIR",
            description = "Where its log is kept; without it, no log is kept.")
    private Optional<Path> logDirectory = Optional.empty();

    @Option(
            names = "--spares",
            paramLabel = "N",
            description =
                    "How many JVMs are kept ready for the next incarnations of a class; default:"
                            + " ${DEFAULT-VALUE}.")
    private int spares;

    @Mixin private ProfileOptions profile = new ProfileOptions();

    @Option(
            names = "--runtime",
            paramLabel = "NAME",
            description = "Which runtime runs it; default: ${DEFAULT-VALUE}.")
    private String runtimeName = "local";

    @Mixin private EngineOptions engine = new EngineOptions();

    @Option(
            names = "--address",
            paramLabel = "HOST[:PORT]",
            description =
                    "By which the machines of a swarm reach this one; default: the address that"
                            + " this one uses towards its manager.")
    private Optional<String> address = Optional.empty();

    @ArgGroup(validate = false, heading = "With a runtime that isolates, such as container:%n")
    private ContainerOptions container = new ContainerOptions();

    @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "What to run.")
    private String[] words = {};

    @Override
    public Integer call() {
        WorkerSpec spec = spec();
        noteLateOptions();
        try (WorkerRuntime runtime = WorkerRuntimes.open(runtimeName, options())) {
            runtime.onEvent(this::show);
            Worker worker = runtime.start(spec);
            Subscription following = worker.log().follow(EARLY_LINES, line -> show(line, worker));
            OnShutdown onSignal = OnShutdown.run(() -> stopOnSignal(runtime, worker, following));
            WorkerSnapshot end = worker.ended().join();
            if (onSignal.takeBack()) {
                following.close();
            }
            return end.state() == WorkerState.FAILED ? ExitStatus.NOT_FINE : ExitStatus.FINE;
        }
    }

    /** A signal's shutdown would end with 128 plus its number; a stop that was asked for is fine. */
    private static void stopOnSignal(WorkerRuntime runtime, Worker worker, Subscription following) {
        int status = ExitStatus.NOT_FINE;
        try (runtime) {
            worker.stop().join();
            following.close();
            status = ExitStatus.FINE;
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }

    private RuntimeOptions options() {
        RuntimeOptions options = RuntimeOptions.defaults();
        if (grace.compareTo(options.stopDeadline()) > 0) {
            options = options.withStopDeadline(grace);
        }
        if (logDirectory.isPresent()) {
            options = options.withLogDirectory(logDirectory.get());
        }
        RuntimeOptions all = engine.applied(options.withBootstrap(profile.profile()));
        return address.map(all::withAddress).orElse(all);
    }

    private WorkerSpec spec() {
        WorkerSpec spec =
                WorkerSpec.of(launch()).withRestart(restart).withStop(StopPolicy.withGrace(grace));
        if (name.isPresent()) {
            spec = spec.withName(name.get());
        }
        if (directory.isPresent()) {
            spec = spec.withWorkingDirectory(directory.get());
        }
        if (!java && restart.startLimit().anyExit()) {
            spec = spec.withReadiness(START_SECONDS);
        }
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            spec = spec.withEnvironment(variable.getKey(), variable.getValue());
        }
        return container.applied(spec.withSpares(spares));
    }

    /** They may be meant for the class, and often are not. */
    private void noteLateOptions() {
        if (!java) {
            return;
        }
        PrintWriter err = command.commandLine().getErr();
        for (String word : List.of(words).subList(1, words.length)) {
            String option = word.split("=", 2)[0];
            if (command.findOption(option) != null) {
                err.println(
                        "workerkit: "
                                + option
                                + " follows the class, so it is an argument of the class; options"
                                + " of 'run' go before it");
            }
        }
        err.flush();
    }

    private Launch launch() {
        if (java && shell) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "--java and --shell exclude each other");
        }
        if (java) {
            List<Object> arguments = List.of((Object[]) Arrays.copyOfRange(words, 1, words.length));
            return new Launch.JavaWorker(words[0], arguments, Optional.empty());
        }
        return shell
                ? new Launch.ShellLine(String.join(" ", words))
                : new Launch.Command(List.of(words));
    }

    private void show(LogLine line, Worker worker) {
        CommandLine caller = command.commandLine();
        PrintWriter out = line.stream() == LogStream.OUT ? caller.getOut() : caller.getErr();
        out.println(line.worker() + " " + line.text());
        out.flush();
        if (System.out.checkError()) {
            // Nobody reads it any more, as behind "| head".
            worker.stop();
        }
    }

    private void show(WorkerEvent event) {
        PrintWriter err = command.commandLine().getErr();
        err.println(
                "workerkit: " + event.name() + " is " + event.to() + " (" + event.cause() + ")");
        err.flush();
    }
}
