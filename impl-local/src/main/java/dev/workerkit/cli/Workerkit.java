package dev.workerkit.cli;

import dev.workerkit.KillSwitchException;
import dev.workerkit.RefusedException;
import dev.workerkit.SharedWorkerUnavailableException;
import dev.workerkit.SpecException;
import dev.workerkit.UnknownRuntimeException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerRuntimes;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code workerkit}. */
@Command(
        name = "workerkit",
        description = "Runs workers: long-running background processes under a master.",
        mixinStandardHelpOptions = true,
        versionProvider = Workerkit.Version.class,
        subcommands = {
            RunCommand.class,
            ExecCommand.class,
            PsCommand.class,
            StartCommand.class,
            QueryCommand.class,
            StopCommand.class,
            CheckCommand.class,
            KillSwitchCommand.class,
            RuntimesCommand.class,
            ImageCommand.class,
            TckCommand.class
        },
        footer = {
            "",
            "Ends with 0 if all is fine, 1 if what was asked about is not fine, 2 if that could"
                    + " not be found out, was refused or is forbidden, 3 if it was our own fault, 64 if the"
                    + " call was wrong."
        })
public final class Workerkit implements Runnable {

    @CommandLine.Spec private CommandLine.Model.CommandSpec command;

    /** For picocli. */
    @SuppressWarnings("NullAway.Init")
    public Workerkit() {
        command = CommandLine.Model.CommandSpec.create();
    }

    /** Runs a command and ends with its status. */
    public static void main(String... args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        CommandLine workerkit = new CommandLine(new Workerkit());
        // What follows the command that is run is that command's own.
        workerkit.getSubcommands().get("run").setStopAtPositional(true);
        return workerkit
                .registerConverter(Duration.class, Workerkit::time)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Workerkit::explainUsage)
                .setExecutionExceptionHandler(Workerkit::explainFailure)
                .execute(args);
    }

    @Override
    public void run() {
        command.commandLine().usage(command.commandLine().getOut());
    }

    private static Duration time(String text) {
        return Durations.parse(text)
                .orElseThrow(
                        () ->
                                new CommandLine.TypeConversionException(
                                        "'"
                                                + text
                                                + "' is no time; write it like "
                                                + Durations.EXAMPLES));
    }

    private static int explainUsage(CommandLine.ParameterException wrong, String[] args) {
        CommandLine asked = wrong.getCommandLine();
        asked.getErr().println("workerkit: " + wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, asked.getErr());
        asked.getErr().println("Try '" + asked.getCommandSpec().qualifiedName() + " --help'.");
        asked.getErr().flush();
        return ExitStatus.USAGE;
    }

    private static int explainFailure(
            Exception failure, CommandLine asked, CommandLine.ParseResult parsed) {
        if (!(failure instanceof WorkerException)) {
            failure.printStackTrace(asked.getErr());
            return ExitStatus.OWN_FAULT;
        }
        WorkerException told = (WorkerException) failure;
        asked.getErr().println("workerkit: " + OptionHints.message(told, asked.getCommandSpec()));
        asked.getErr().flush();
        return status(told);
    }

    private static int status(WorkerException failure) {
        if (failure instanceof SpecException
                || failure instanceof UnknownRuntimeException
                || failure instanceof UnsupportedException) {
            return ExitStatus.USAGE;
        }
        if (failure instanceof SharedWorkerUnavailableException) {
            return ExitStatus.NOT_FINE;
        }
        boolean refused =
                failure instanceof RefusedException
                        || failure instanceof NoAnswerException
                        || failure instanceof KillSwitchException;
        return refused ? ExitStatus.NOT_KNOWN : ExitStatus.OWN_FAULT;
    }

    /** The version of this build. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Workerkit.class.getPackage().getImplementationVersion();
            return new String[] {
                "workerkit " + (version == null ? "(not packaged)" : version),
                "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name"),
                "Runtimes: " + String.join(", ", WorkerRuntimes.names())
            };
        }
    }
}
