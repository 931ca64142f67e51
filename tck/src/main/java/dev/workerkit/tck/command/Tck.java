package dev.workerkit.tck.command;

import dev.workerkit.tck.examiner.Pace;
import dev.workerkit.tck.examiner.VerificationCatalog;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the TCK. */
@Command(
        name = "tck",
        description = "Proves whether a worker runtime satisfies the requirements.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        subcommands = {
            RunCommand.class,
            ListCommand.class,
            CoverageCommand.class,
            ReplayCommand.class,
            SelftestCommand.class,
            CampaignCommand.class,
            DiffCommand.class,
            MatrixCommand.class,
            BadgeCommand.class,
            KeyCommand.class,
            AttestCommand.class,
            VerifyCommand.class,
            PreviewCommand.class,
            SignaturesCommand.class
        },
        exitCodeOnInvalidInput = Tck.USAGE,
        exitCodeOnExecutionException = Tck.FAULT,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 conformant or fine, 1 not, 2 inconclusive, 3 the TCK itself failed,"
                    + " 64 wrong usage."
        })
public final class Tck implements Runnable {

    static final int INCONCLUSIVE = 2;
    static final int FAULT = 3;
    static final int USAGE = 64;

    private final String verifications;
    private final Duration limit;
    private final Terminal terminal;
    private final boolean forking;

    @Spec private CommandSpec spec = CommandSpec.create();

    /**
     * Makes it.
     *
     * @param verifications the package that they are in
     * @param limit how long one may take, on a usual machine
     * @param terminal where it writes
     * @param forking whether runtimes are verified in a JVM of their own, which they may end
     */
    Tck(String verifications, Duration limit, Terminal terminal, boolean forking) {
        this.verifications = verifications;
        this.limit = limit;
        this.terminal = terminal;
        this.forking = forking;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        Terminal terminal = Terminal.of(System.out, System.getenv());
        Tck tck = new Tck(VerificationCatalog.CERTIFYING, Pace.USUAL_LIMIT, terminal, true);
        System.exit(tck.execute(System.err, args));
    }

    /** Runs the command and returns its exit code. */
    int execute(PrintStream errors, String... args) {
        PrintWriter err = new PrintWriter(errors, true);
        try {
            return new CommandLine(this)
                    .setOut(new PrintWriter(terminal.out(), true))
                    .setErr(err)
                    .setExecutionExceptionHandler((thrown, command, parsed) -> fault(err, thrown))
                    .setParameterExceptionHandler((wrong, given) -> refuse(err, wrong))
                    .execute(args);
        } catch (Error e) {
            // Otherwise the JVM would exit with 1, which would blame the runtime.
            return fault(err, e);
        }
    }

    private static int fault(PrintWriter err, Throwable thrown) {
        err.print("The TCK itself failed: ");
        thrown.printStackTrace(err);
        return FAULT;
    }

    private static int refuse(PrintWriter err, ParameterException wrong) {
        err.println(wrong.getMessage());
        err.println("See: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return USAGE;
    }

    /** Without a command nothing is done. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "What is to be done? Say one of: "
                        + String.join(", ", spec.subcommands().keySet()));
    }

    String verifications() {
        return verifications;
    }

    Duration limit() {
        return limit;
    }

    boolean forking() {
        return forking;
    }

    Terminal terminal() {
        return terminal;
    }
}
