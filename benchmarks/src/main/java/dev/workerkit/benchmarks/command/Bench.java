package dev.workerkit.benchmarks.command;

import dev.workerkit.benchmarks.machine.Machine;
import dev.workerkit.benchmarks.machine.Room;
import dev.workerkit.benchmarks.machine.Scratch;
import dev.workerkit.benchmarks.report.BenchmarkReport;
import dev.workerkit.benchmarks.report.Measurement;
import dev.workerkit.benchmarks.report.ReportFolder;
import dev.workerkit.benchmarks.trial.BenchmarkRun;
import dev.workerkit.benchmarks.trial.Catalog;
import dev.workerkit.benchmarks.trial.JmhFlags;
import dev.workerkit.benchmarks.trial.Remarks;
import dev.workerkit.benchmarks.trial.RunRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the benchmarks. */
@Command(
        name = "bench",
        description = {
            "Measures workers and their channel beside what one would use instead, and writes a"
                    + " report.",
            "What stands after -- is said to JMH: -- -f 1 -p bytes=32 measures each in one JVM,"
                    + " with messages of 32 bytes alone."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BenchVersion.class,
        subcommands = {
            ListCommand.class,
            CompareCommand.class,
            FiguresCommand.class,
            SoakCommand.class
        },
        customSynopsis = {
            "bench [--short] [--peer=PEER]... [--report=FOLDER] [NAME...] [-- JMH_FLAG...]",
            "bench list",
            "bench compare BEFORE AFTER",
            "bench figures [--brief] [--into=FILE]... REPORT",
            "bench soak [--minutes=N] [--rate=N] [--workers=N] [--kill-every=DURATION]"
        },
        footer = {
            "",
            "Exit codes: 0 all was measured; 1 compare: something got worse, soak: something was"
                    + " lost or grew; 2 that is not sure;"
                    + " 3 something could not be measured, or there is no room; 64 wrong usage."
        })
public final class Bench implements Callable<Integer> {

    static final int WORSE = 1;
    static final int INCONCLUSIVE = 2;
    static final int FAULT = 3;
    static final int USAGE = 64;

    private static final String JMH_FLAGS_FOLLOW = "--";
    private static final int SHORT_MEBIBYTES = 2048;
    private static final int FULL_MEBIBYTES = 6144;
    private static final int REPORT_MEBIBYTES = 64;

    private final PrintStream out;
    private final List<String> jmhFlags;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--short",
            description =
                    "Be done in less than three minutes: to see that all works. Without it, it takes"
                            + " about an hour.")
    private boolean isShort;

    @Option(
            names = "--peer",
            paramLabel = "PEER",
            description = "Measure this one alone; can be given several times. See: bench list")
    private Set<String> peers = new TreeSet<>();

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description = "Where the report goes; by default ${DEFAULT-VALUE}.",
            defaultValue = "benchmarks/target/report")
    private Path report = Path.of("");

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Run these benchmarks alone. See: bench list")
    private List<String> names = List.of();

    private Bench(PrintStream out, List<String> jmhFlags) {
        this.out = out;
        this.jmhFlags = jmhFlags;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        System.exit(execute(System.out, System.err, args));
    }

    /** Runs the command and returns its exit code. */
    static int execute(PrintStream out, PrintStream err, String... args) {
        List<String> words = Arrays.asList(args);
        int end = words.indexOf(JMH_FLAGS_FOLLOW);
        List<String> ours = end < 0 ? words : words.subList(0, end);
        List<String> theirs = end < 0 ? List.of() : words.subList(end + 1, words.size());
        PrintWriter errors = new PrintWriter(err, true);
        CommandLine commandLine =
                new CommandLine(new Bench(out, theirs))
                        .setOut(new PrintWriter(out, true))
                        .setErr(errors)
                        .setExecutionExceptionHandler(
                                (thrown, command, parsed) -> fault(errors, thrown))
                        .setParameterExceptionHandler((wrong, given) -> refuse(errors, wrong));
        try {
            return commandLine.execute(ours.toArray(String[]::new));
        } catch (Error e) {
            // Such as too little memory. Uncaught it would end in 1, which means something else.
            return fault(errors, e);
        }
    }

    private static int fault(PrintWriter err, Throwable thrown) {
        err.println("The benchmarks failed: " + thrown);
        thrown.printStackTrace(err);
        return FAULT;
    }

    private static int refuse(PrintWriter err, ParameterException wrong) {
        err.println(wrong.getMessage());
        err.println("See: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return USAGE;
    }

    PrintStream out() {
        return out;
    }

    @Override
    public Integer call() throws IOException {
        JmhFlags flags = flags();
        if (flags.shouldHelp()) {
            flags.showHelp();
            return 0;
        }
        Nearest.require(spec, "benchmark", names, Catalog.benchmarkNames());
        Nearest.require(spec, "peer", peers, Catalog.peerNames());
        Nearest.require(
                spec,
                "parameter",
                GivenParameters.of(jmhFlags),
                List.copyOf(JmhFlags.parameterNames()));
        ReportFolder folder = folder();
        Scratch.sweep();
        List<String> lacking =
                Room.lacking(
                        isShort ? SHORT_MEBIBYTES : FULL_MEBIBYTES,
                        report.toAbsolutePath(),
                        REPORT_MEBIBYTES);
        if (!lacking.isEmpty()) {
            lacking.forEach(line -> spec.commandLine().getErr().println("No room: " + line));
            return FAULT;
        }
        Remarks.of(Machine.current()).forEach(remark -> out.println("Mind: " + remark));
        RunRequest request = new RunRequest(names, peers, isShort, flags);
        BenchmarkReport written = new BenchmarkRun(request, folder, new Progress(out)).run();
        out.println("The report is " + folder.html());
        return exitCode(written);
    }

    private JmhFlags flags() {
        try {
            return JmhFlags.of(jmhFlags);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private ReportFolder folder() {
        try {
            return ReportFolder.prepare(report.toAbsolutePath());
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), notWritable(report, e), e);
        }
    }

    static String notWritable(Path report, IOException why) {
        return "The report can't be written to " + report + " (" + why + "); give another folder";
    }

    private int exitCode(BenchmarkReport written) {
        List<Measurement> all = written.measurements();
        if (all.isEmpty()) {
            spec.commandLine().getErr().println("Nothing was measured: no such peer is there");
            return FAULT;
        }
        return all.stream().allMatch(measurement -> measurement.failure() == null) ? 0 : FAULT;
    }
}
