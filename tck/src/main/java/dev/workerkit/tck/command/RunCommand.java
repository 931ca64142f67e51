package dev.workerkit.tck.command;

import dev.workerkit.tck.conformance.ConformanceRun;
import dev.workerkit.tck.conformance.Repetition;
import dev.workerkit.tck.conformance.RunListener;
import dev.workerkit.tck.conformance.TestReports;
import dev.workerkit.tck.examiner.Examiner;
import dev.workerkit.tck.examiner.Lanes;
import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.exclusion.Exclusion;
import dev.workerkit.tck.exclusion.ExclusionException;
import dev.workerkit.tck.exclusion.ExclusionFile;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.replay.ReplayFile;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.ReportFolder;
import dev.workerkit.tck.report.ReportFolderException;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.RunOptions;
import dev.workerkit.tck.report.Sentences;
import dev.workerkit.tck.report.StepSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs the verifications on a runtime. */
@Command(
        name = "run",
        description = "Runs the verifications on a runtime and reports what they found.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Tck parent;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ExaminerOption runtime = new ExaminerOption();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description =
                    "Writes the report to this folder in all formats, HTML among them; the folder"
                            + " is made if it is missing.")
    private Optional<Path> report = Optional.empty();

    @Mixin private ScopeOptions scope = new ScopeOptions();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the random choices; that of a report makes the same again.")
    private Optional<Long> seed = Optional.empty();

    @Mixin private PaceOptions pace = new PaceOptions();

    @Option(
            names = "--exclusions",
            paramLabel = "FILE",
            description =
                    "Requirements whose failure does not count: JSON with requirement, reason,"
                            + " challenge and expires. The report tells them.")
    private Optional<Path> exclusions = Optional.empty();

    @Override
    public Integer call() throws IOException {
        Tck tck = Objects.requireNonNull(parent);
        Registry registry = Registry.load();
        requireOptions(registry);
        List<Exclusion> excluded = excluded(registry);
        RuntimeLines lines = runtime.lines(tck);
        try (RuntimeLog log = new RuntimeLog(lines);
                Examiner examiner =
                        runtime.examiner(
                                tck,
                                pace.timeScale().orElse(1.0),
                                tck.verifications(),
                                report.isPresent() ? log : lines)) {
            Optional<ReportFolder> folder = report.map(this::prepare);
            folder.ifPresent(log::writeTo);
            return verify(tck, registry, examiner, excluded, folder, log);
        }
    }

    private int verify(
            Tck tck,
            Registry registry,
            Examiner examiner,
            List<Exclusion> excluded,
            Optional<ReportFolder> folder,
            RuntimeLog log)
            throws IOException {
        VerificationCatalog catalog = VerificationCatalog.discover(tck.verifications(), registry);
        List<RunListener> listeners = new ArrayList<>();
        Terminal terminal = tck.terminal();
        listeners.add(
                terminal.interactive() ? new ProgressBar(terminal) : new ProgressLines(terminal));
        Lanes lanes =
                pace.timeScale()
                        .map(scale -> Lanes.of(pace.parallel(), scale))
                        .orElseGet(() -> examiner.calibrate(pace.parallel()));
        RunOptions options = options(lanes.timeScale(), excluded);
        folder.map(
                        present ->
                                new TestReports(
                                        catalog,
                                        options,
                                        present.path(),
                                        spec.commandLine().getErr()))
                .ifPresent(listeners::add);
        terminal.out()
                .printf(
                        "Verifying the runtime '%s', seed %d%s%n",
                        examiner.declaration().description().name(),
                        options.seed(),
                        options.timeScale() == 1 ? "" : ", time scale " + options.timeScale());
        Repetition repetition =
                new Repetition(
                        pace.runs(),
                        number -> {
                            if (pace.runs() > 1) {
                                terminal.out().printf("Run %d of %d%n", number, pace.runs());
                            }
                            return new ConformanceRun(
                                    registry,
                                    catalog,
                                    examiner,
                                    options,
                                    lanes,
                                    tck.limit(),
                                    RunListener.of(listeners));
                        });
        Interruption interruption = Interruption.by(repetition::interrupt);
        try {
            ConformanceReport found = repetition.verifyAll(registry.profiles());
            if (folder.isPresent()) {
                ConformanceRun.write(found, repetition.replays(), folder.orElseThrow());
            }
            StepSummary.append(found, System.getenv())
                    .ifPresent(spec.commandLine().getErr()::println);
            new ClosingWords(terminal, found).print(folder, log.written());
            return exitCode(found);
        } finally {
            // When it is over after a signal, this JVM is.
            examiner.close();
            interruption.over();
        }
    }

    private int exitCode(ConformanceReport found) {
        List<RequirementResult> needless = found.needlesslyExcluded();
        needless.stream()
                .map(Sentences::needlessExclusion)
                .forEach(spec.commandLine().getErr()::println);
        int exitCode = found.outcome().exitCode();
        return exitCode == 0 && !needless.isEmpty() ? Tck.USAGE : exitCode;
    }

    private List<Exclusion> excluded(Registry registry) {
        try {
            return exclusions
                    .map(file -> ExclusionFile.read(file, registry, LocalDate.now()))
                    .orElse(List.of());
        } catch (ExclusionException e) {
            throw wrong(e.getMessage());
        }
    }

    private void requireOptions(Registry registry) {
        scope.require(registry);
        pace.require();
    }

    private RunOptions options(double scale, List<Exclusion> excluded) {
        return new RunOptions(
                scope.areas(),
                scope.requirements(),
                scope.profiles(),
                seed.orElseGet(() -> RandomGenerator.getDefault().nextLong(1L << 32)),
                scale,
                pace.runs(),
                excluded);
    }

    private ReportFolder prepare(Path path) {
        if (path.toString().isBlank()) {
            throw wrong("--report is empty; name a folder, for example target/report");
        }
        try {
            ReportFolder folder = ReportFolder.prepare(path);
            ReplayFile.clear(folder.path());
            return folder;
        } catch (ReportFolderException e) {
            throw wrong(e.getMessage());
        } catch (IOException e) {
            throw wrong("The replays of an earlier run can't be deleted: " + e);
        }
    }

    private ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
