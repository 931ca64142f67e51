package dev.workerkit.benchmarks.command;

import dev.workerkit.benchmarks.machine.Machine;
import dev.workerkit.benchmarks.machine.Room;
import dev.workerkit.benchmarks.report.Figures;
import dev.workerkit.benchmarks.report.Unit;
import dev.workerkit.benchmarks.soak.Soak;
import dev.workerkit.benchmarks.soak.SoakFolder;
import dev.workerkit.benchmarks.soak.SoakPlan;
import dev.workerkit.benchmarks.soak.SoakReport;
import dev.workerkit.benchmarks.soak.Verdict;
import dev.workerkit.benchmarks.trial.KitVersion;
import dev.workerkit.benchmarks.trial.Remarks;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs a soak. */
@Command(
        name = "soak",
        description =
                "Sends messages at a constant rate through a pool while its members are killed, and"
                        + " tells whether one was lost, anything was left behind, or grew. Exit code"
                        + " 1: so it was; 2: it is not known, for it was too short or interrupted.",
        mixinStandardHelpOptions = true,
        versionProvider = BenchVersion.class,
        sortOptions = false)
final class SoakCommand implements Callable<Integer> {

    private static final double MOST_MINUTES = 7 * 24 * 60;
    private static final double MINUTE_MILLIS = 60_000;
    private static final int MOST_A_SECOND = 100_000;
    private static final int MOST_WORKERS = 64;
    private static final int MEBIBYTES_A_WORKER = 96;
    private static final int REPORT_MEBIBYTES = 16;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final int MINUTE = 60;

    @ParentCommand private @Nullable Bench parent;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long, such as 10 or 0.5; by default ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many messages a second; by default ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many members the pool has; by default ${DEFAULT-VALUE}.")
    private int workers;

    @Option(
            names = "--kill-every",
            paramLabel = "DURATION",
            defaultValue = "5s",
            converter = Spans.class,
            description =
                    "How long it is from kill to kill on average, such as 500ms, 5s or never; by"
                            + " default ${DEFAULT-VALUE}. With two members or more the first is"
                            + " left alive, to see whether it grows.")
    private Duration killEvery = Duration.ZERO;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of whom to kill when. The same again for the same seed.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description = "Where the report goes; by default ${DEFAULT-VALUE}.",
            defaultValue = "benchmarks/target/soak")
    private Path report = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        SoakPlan plan = plan();
        try (SoakFolder folder = folder()) {
            List<String> lacking =
                    Room.lacking(
                            (long) workers * MEBIBYTES_A_WORKER,
                            report.toAbsolutePath(),
                            REPORT_MEBIBYTES);
            if (!lacking.isEmpty()) {
                lacking.forEach(line -> spec.commandLine().getErr().println("No room: " + line));
                return Bench.FAULT;
            }
            return run(plan, folder);
        }
    }

    private int run(SoakPlan plan, SoakFolder folder) throws IOException, InterruptedException {
        PrintStream out = Objects.requireNonNull(parent).out();
        Machine machine = Machine.current();
        List<String> remarks = Remarks.of(machine);
        remarks.forEach(remark -> out.println("Mind: " + remark));
        out.println(
                "Soak: "
                        + workers
                        + " workers, "
                        + rate
                        + " messages a second, seed "
                        + plan.seed());
        Soak soak =
                new Soak(
                        plan,
                        folder,
                        (seconds, of, sent, answered, kills, median) ->
                                out.printf(
                                        "%d:%02d of %d:%02d, %d sent, %d answered, %d kills, p50"
                                                + " %s%n",
                                        seconds / MINUTE,
                                        seconds % MINUTE,
                                        of / MINUTE,
                                        of % MINUTE,
                                        sent,
                                        answered,
                                        kills,
                                        Figures.of(
                                                Unit.MICROSECONDS.ofNanos(median),
                                                Unit.MICROSECONDS)));
        int code = Bench.FAULT;
        Interruption interruption = Interruption.by(soak::interrupt);
        try {
            SoakReport seen = soak.run(KitVersion.current(), machine, remarks);
            seen.complaints().forEach(out::println);
            out.println(seen.headline());
            out.println("The report is " + folder.html());
            code = exitCode(seen.verdict());
            return code;
        } finally {
            interruption.over(code);
        }
    }

    private static int exitCode(Verdict verdict) {
        return switch (verdict) {
            case FINE -> 0;
            case NOT_FINE -> Bench.WORSE;
            case INCONCLUSIVE -> Bench.INCONCLUSIVE;
        };
    }

    private SoakPlan plan() {
        if (!(minutes * MINUTE_MILLIS >= 1000 && minutes <= MOST_MINUTES)) {
            refuse(
                    "--minutes is "
                            + minutes
                            + "; it must be from 0.02, a second, to a week, 10080");
        }
        require("--rate", rate, MOST_A_SECOND);
        require("--workers", workers, MOST_WORKERS);
        if (!killEvery.isZero() && killEvery.compareTo(SHORTEST_PAUSE) < 0) {
            refuse("--kill-every must be at least 100ms, or never: a worker needs time to start");
        }
        long millis = Math.round(minutes * MINUTE_MILLIS);
        if (millis / 1000 * rate > Integer.MAX_VALUE) {
            refuse(
                    "These are more than 2147483647 messages; give fewer --minutes or a lower --rate");
        }
        return new SoakPlan(
                Duration.ofMillis(millis),
                rate,
                workers,
                killEvery,
                seed.orElseGet(() -> RandomGenerator.getDefault().nextLong(1L << 32)),
                SoakPlan.SHORTEST);
    }

    private void require(String option, int value, int most) {
        if (value < 1 || value > most) {
            refuse(option + " is " + value + "; it must be from 1 to " + most);
        }
    }

    private void refuse(String why) {
        throw new ParameterException(spec.commandLine(), why);
    }

    private SoakFolder folder() {
        try {
            return SoakFolder.prepare(report.toAbsolutePath());
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), Bench.notWritable(report, e), e);
        }
    }
}
