package dev.workerkit.benchmarks.trial;

import dev.workerkit.benchmarks.machine.Machine;
import dev.workerkit.benchmarks.machine.Scratch;
import dev.workerkit.benchmarks.report.BenchmarkReport;
import dev.workerkit.benchmarks.report.BenchmarkReport.Absence;
import dev.workerkit.benchmarks.report.Measurement;
import dev.workerkit.benchmarks.report.ReportFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.runner.RunnerException;

/** A run: all cases, round by round, and the report in the end. */
public final class BenchmarkRun {

    private final RunRequest request;
    private final ReportFolder folder;
    private final RunListener listener;
    private final Absences absences = new Absences();
    private volatile boolean abandoned;

    /** As requested, with a report in this folder. */
    public BenchmarkRun(RunRequest request, ReportFolder folder, RunListener listener) {
        this.request = request;
        this.folder = folder;
        this.listener = listener;
    }

    /** Measures, and returns the report, which is written by then. */
    public BenchmarkReport run() throws IOException {
        Instant started = Instant.now();
        Machine machine = Machine.current();
        List<Definition> definitions = definitions();
        List<Absence> absent = new ArrayList<>();
        Map<Case, Yield> yields = new LinkedHashMap<>();
        for (Definition definition : definitions) {
            for (Case one : cases(definition, definitions)) {
                Optional<String> why = absences.of(one.peer());
                if (why.isEmpty()) {
                    yields.put(one, new Yield(one));
                } else {
                    Absence absence = new Absence(definition.name(), one.peer(), why.get());
                    if (!absent.contains(absence)) {
                        absent.add(absence);
                        listener.absent(absence.benchmark(), absence.peer(), absence.why());
                    }
                }
            }
        }
        Map<Case, String> failures = measure(yields);
        List<Measurement> measurements = new ArrayList<>();
        for (Map.Entry<Case, Yield> entry : yields.entrySet()) {
            String failure = failures.get(entry.getKey());
            Yield yield = entry.getValue();
            measurements.add(
                    failure == null
                            ? folder.keep(yield.measurement(), yield.samples())
                            : yield.failed(failure));
        }
        BenchmarkReport report =
                BenchmarkReport.of(
                        KitVersion.current(),
                        started,
                        Duration.between(started, Instant.now()),
                        request.isShort() ? "short" : "full",
                        Remarks.of(machine, request),
                        machine,
                        Catalog.benchmarks().stream()
                                .filter(
                                        one ->
                                                definitions.stream()
                                                        .anyMatch(
                                                                of -> of.name().equals(one.name())))
                                .toList(),
                        Catalog.peers(),
                        absent,
                        measurements);
        folder.write(report);
        return report;
    }

    private List<Definition> definitions() {
        return Definitions.all().stream()
                .filter(
                        definition ->
                                request.benchmarks().isEmpty()
                                        || request.benchmarks().contains(definition.name()))
                .toList();
    }

    private List<Case> cases(Definition definition, List<Definition> all) {
        return definition.cases(
                request.isShort(),
                request.flags().parameters(JmhFlags.names(all)),
                request.peers());
    }

    /** Round by round, so that a machine that changes its mood wrongs no single peer. */
    private Map<Case, String> measure(Map<Case, Yield> yields) throws IOException {
        Map<Case, String> failures = new LinkedHashMap<>();
        int all = yields.keySet().stream().mapToInt(this::rounds).sum();
        int number = 0;
        try (Scratch scratch = Scratch.make();
                PrintStream log =
                        new PrintStream(
                                Files.newOutputStream(folder.log()),
                                true,
                                StandardCharsets.UTF_8)) {
            Thread sweeper = new Thread(() -> abandon(scratch), "abandon");
            Runtime.getRuntime().addShutdownHook(sweeper);
            JmhRun jmh = jmh(scratch.folder(), log);
            int last = yields.keySet().stream().mapToInt(this::rounds).max().orElse(0);
            for (int round = 1; round <= last; round++) {
                for (Map.Entry<Case, Yield> entry : yields.entrySet()) {
                    Case one = entry.getKey();
                    if (round > rounds(one) || failures.containsKey(one)) {
                        continue;
                    }
                    stopIfAbandoned();
                    listener.measuring(++number, all, one.text());
                    try {
                        jmh.measure(one, entry.getValue());
                    } catch (RunnerException e) {
                        stopIfAbandoned();
                        failures.put(one, Failure.of(e, folder.log()));
                    }
                    if (round == rounds(one) || failures.containsKey(one)) {
                        String failure = failures.get(one);
                        Yield yield = entry.getValue();
                        listener.measured(
                                failure == null ? yield.measurement() : yield.failed(failure));
                    }
                }
            }
            Runtime.getRuntime().removeShutdownHook(sweeper);
        }
        return failures;
    }

    /** Ctrl-C reaches the JVMs that measure, too, but other signals do not. */
    private void abandon(Scratch scratch) {
        abandoned = true;
        ProcessHandle.current()
                .children()
                .forEach(
                        child -> {
                            child.destroyForcibly();
                            child.onExit().join();
                        });
        scratch.close();
    }

    /** This JVM ends when its hooks are through; until then there is nothing to do or to say. */
    private void stopIfAbandoned() {
        while (abandoned) {
            LockSupport.park();
        }
    }

    private JmhRun jmh(Path scratch, PrintStream log) {
        return new JmhRun(request.flags(), request.isShort(), scratch, log);
    }

    private int rounds(Case one) {
        return request.flags().rounds(one.definition().plan(request.isShort()).pace().rounds());
    }
}
