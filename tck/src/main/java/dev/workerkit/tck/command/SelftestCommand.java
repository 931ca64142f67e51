package dev.workerkit.tck.command;

import dev.workerkit.tck.examiner.Candidate;
import dev.workerkit.tck.examiner.Lanes;
import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.report.KillMatrix;
import dev.workerkit.tck.report.KillMatrixFormat;
import dev.workerkit.tck.sabotage.Sabotage;
import dev.workerkit.tck.sabotage.Sabotages;
import dev.workerkit.tck.selftest.Selftest;
import dev.workerkit.tck.selftest.SelftestPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/** Breaks a runtime on purpose, to see whether the verifications notice. */
@Command(
        name = "selftest",
        description =
                "Proves the verifications: breaks a runtime on purpose, one requirement at a time,"
                        + " and tells which sabotages they do not notice.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
final class SelftestCommand implements Callable<Integer> {

    @ParentCommand private @Nullable Tck parent;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private RuntimeOption runtime = new RuntimeOption();

    @Mixin private ClassPathOption classPath = new ClassPathOption();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Writes the kill matrix to this folder as JSON, HTML and Markdown.")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--area",
            paramLabel = "AREA",
            split = ",",
            description = "Only sabotages of these areas, for example LIFE,CHAN.")
    private List<String> areas = new ArrayList<>();

    @Option(
            names = "--requirement",
            paramLabel = "ID",
            split = ",",
            description = "Only sabotages of these requirements, for example WRK-LIFE-001.")
    private List<String> requirements = new ArrayList<>();

    @Option(
            names = "--sabotage",
            paramLabel = "ID",
            split = ",",
            description = "Only these sabotages, for example restarts-on-exit-2.")
    private List<String> sabotages = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the random choices; that of a kill matrix makes the same again.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--time-scale",
            paramLabel = "N",
            description = "Waits N times as long for everything; by default as is measured.")
    private Optional<Double> timeScale = Optional.empty();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Runs N verifications side by side; by default ${DEFAULT-VALUE}.")
    private int parallel = SelftestPlan.DEFAULT_LANES;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Tck tck = Objects.requireNonNull(parent);
        Registry registry = Registry.load();
        requireOptions(registry);
        List<Path> added = classPath.entries();
        if (!added.isEmpty()) {
            runtime.name();
            return new Relaunch(added, spec).run(tck.terminal().out(), spec.commandLine().getErr());
        }
        VerificationCatalog catalog = VerificationCatalog.discover(tck.verifications(), registry);
        Candidate candidate = runtime.candidate(timeScale.orElse(1.0));
        report.ifPresent(this::prepare);
        Lanes lanes =
                timeScale
                        .map(scale -> Lanes.of(parallel, scale))
                        .orElseGet(() -> SelftestPlan.lanes(candidate, parallel));
        SelftestPlan plan =
                SelftestPlan.of(
                        registry,
                        new SelftestPlan.Scope(
                                upperCase(areas), upperCase(requirements), sabotages),
                        seed.orElseGet(() -> RandomGenerator.getDefault().nextLong(1L << 32)),
                        lanes,
                        tck.limit());
        tck.terminal()
                .out()
                .printf(
                        "Sabotaging the runtime '%s', seed %d, time scale %s, %d lanes%n",
                        candidate.declaration().description().name(),
                        plan.seed(),
                        lanes.timeScale(),
                        lanes.count());
        Selftest selftest =
                new Selftest(registry, catalog, candidate, plan, new SelftestLines(tck.terminal()));
        Interruption interruption = Interruption.by(selftest::interrupt);
        try {
            KillMatrix matrix = selftest.run();
            if (report.isPresent()) {
                KillMatrixFormat.write(matrix, report.orElseThrow());
                tck.terminal()
                        .out()
                        .println(report.orElseThrow().resolve(KillMatrixFormat.HTML.fileName()));
            }
            return matrix.exitCode();
        } finally {
            interruption.over();
        }
    }

    private void requireOptions(Registry registry) {
        List<String> knownAreas = registry.areas().stream().map(Area::code).toList();
        List<String> knownRequirements =
                registry.requirements().stream().map(RegisteredRequirement::id).toList();
        List<String> knownSabotages = Sabotages.all().stream().map(Sabotage::id).toList();
        upperCase(areas).forEach(each -> requireKnown("area", each, knownAreas));
        upperCase(requirements)
                .forEach(each -> requireKnown("requirement", each, knownRequirements));
        sabotages.forEach(each -> requireKnown("sabotage", each, knownSabotages));
        if (parallel < 1 || parallel > Lanes.MOST) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--parallel is " + parallel + "; it must be 1 to " + Lanes.MOST);
        }
        timeScale
                .filter(scale -> !(scale > 0 && scale <= 1000))
                .ifPresent(
                        scale -> {
                            throw new ParameterException(
                                    spec.commandLine(),
                                    "--time-scale is "
                                            + scale
                                            + "; it must be above 0 and at most 1000");
                        });
    }

    private void prepare(Path folder) {
        try {
            KillMatrixFormat.prepare(folder);
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The kill matrix can't be written to "
                            + folder
                            + " ("
                            + e
                            + "); choose another folder, or make it writable");
        }
    }

    private void requireKnown(String kind, String asked, List<String> known) {
        RuntimeOption.requireKnown(spec, kind, asked, known);
    }

    private static List<String> upperCase(List<String> texts) {
        return texts.stream().map(text -> text.strip().toUpperCase(Locale.ROOT)).toList();
    }
}
