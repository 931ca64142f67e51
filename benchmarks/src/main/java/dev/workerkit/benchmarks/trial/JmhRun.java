package dev.workerkit.benchmarks.trial;

import dev.workerkit.benchmarks.machine.JvmFlags;
import dev.workerkit.benchmarks.machine.Scratch;
import dev.workerkit.benchmarks.suite.Recorder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Has JMH measure a case in a JVM of its own. */
final class JmhRun {

    /** What JMH calls the bytes that are allocated for each operation. */
    static final String ALLOCATION = "gc.alloc.rate.norm";

    private static final TimeValue PATIENCE = TimeValue.seconds(120);

    private final JmhFlags flags;
    private final boolean isShort;
    private final Path scratch;
    private final PrintStream log;

    /**
     * For all cases of a run.
     *
     * @param flags what the caller has said
     * @param isShort whether it is to be short
     * @param scratch where the JVMs that measure may leave something
     * @param log takes what JMH has to tell
     */
    JmhRun(JmhFlags flags, boolean isShort, Path scratch, PrintStream log) {
        this.flags = flags;
        this.isShort = isShort;
        this.scratch = scratch;
        this.log = log;
    }

    /** Measures the case once more. */
    void measure(Case measured, Yield yield) throws IOException, RunnerException {
        Path record = Files.createTempFile(scratch, "record-", "");
        try {
            Runner runner =
                    new Runner(
                            options(measured, record),
                            OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL));
            Collection<RunResult> results = runner.run();
            if (results.isEmpty()) {
                throw new RunnerException("JMH has measured nothing");
            }
            yield.add(results.iterator().next(), Records.read(record));
        } finally {
            Files.deleteIfExists(record);
        }
    }

    private Options options(Case measured, Path record) {
        CommandLineOptions given = flags.options();
        Pace pace = measured.definition().plan(isShort).pace();
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .parent(given)
                        .include(
                                "^" + Pattern.quote(measured.definition().type().getName()) + "\\.")
                        .forks(1)
                        .warmupForks(0)
                        .shouldFailOnError(true)
                        .param("peer", measured.peer());
        measured.parameters().forEach(options::param);
        if (!given.getWarmupIterations().hasValue()) {
            options.warmupIterations(pace.warmups());
        }
        if (!given.getMeasurementIterations().hasValue()) {
            options.measurementIterations(pace.iterations());
        }
        if (!given.getWarmupTime().hasValue()) {
            options.warmupTime(TimeValue.milliseconds(pace.warmupMillis()));
        }
        if (!given.getMeasurementTime().hasValue()) {
            options.measurementTime(TimeValue.milliseconds(pace.millis()));
        }
        if (!given.getTimeout().hasValue()) {
            options.timeout(PATIENCE);
        }
        if (given.getProfilers().isEmpty()) {
            options.addProfiler(GCProfiler.class);
        }
        List<String> jvm = new ArrayList<>(given.getJvmArgs().orElse(JvmFlags.all()));
        jvm.add("-D" + Recorder.PROPERTY + "=" + record);
        jvm.add("-D" + Scratch.PROPERTY + "=" + scratch);
        options.jvmArgs(jvm.toArray(String[]::new));
        return options.build();
    }
}
