package dev.workerkit.tck.runner;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.workerkit.tck.conformance.ConformanceRun;
import dev.workerkit.tck.conformance.RunListener;
import dev.workerkit.tck.conformance.TckFault;
import dev.workerkit.tck.conformance.TestReports;
import dev.workerkit.tck.conformance.VerificationFailure;
import dev.workerkit.tck.examiner.Candidate;
import dev.workerkit.tck.examiner.Examiner;
import dev.workerkit.tck.examiner.Lanes;
import dev.workerkit.tck.examiner.Pace;
import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.exclusion.Exclusion;
import dev.workerkit.tck.exclusion.ExclusionFile;
import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.registry.Level;
import dev.workerkit.tck.registry.Profile;
import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.replay.ReplayFile;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.ReportFolder;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.RunOptions;
import dev.workerkit.tck.report.Sentences;
import dev.workerkit.tck.report.StepSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;

/**
 * The TCK as a test of the vendor's own: a container for each area and a test for each requirement.
 * The report is written to {@code target/conformance}. All that a vendor writes is a subclass:
 *
 * <pre>{@code
 * class LocalConformanceTest extends ConformanceSuite {
 *     LocalConformanceTest() {
 *         super("local");
 *     }
 * }
 * }</pre>
 *
 * <p>A MUST that failed, or of which nothing can be told, is a failed test; what is inapplicable or
 * untested, and a SHOULD that failed, is a skipped one with the reason.
 *
 * <p>The system properties {@code workerkit.tck.area}, {@code workerkit.tck.profile}, {@code
 * workerkit.tck.seed}, {@code workerkit.tck.time-scale}, {@code workerkit.tck.parallel} and {@code
 * workerkit.tck.exclusions} are the options {@code --area}, {@code --profile}, {@code --seed},
 * {@code --time-scale}, {@code --parallel} and {@code --exclusions} of the command line.
 */
public abstract class ConformanceSuite {

    private static final Path FOLDER = Path.of("target", "conformance");

    private final String runtime;
    private final String verifications;
    private final Path folder;

    /** Verifies the runtime that has this name on the class path. */
    protected ConformanceSuite(String runtime) {
        this(runtime, VerificationCatalog.CERTIFYING, FOLDER);
    }

    ConformanceSuite(String runtime, String verifications, Path folder) {
        this.runtime = runtime;
        this.verifications = verifications;
        this.folder = folder;
    }

    /** A container for each area, in it a test for each requirement. */
    @TestFactory
    public final Stream<DynamicNode> requirements() {
        Registry registry = Registry.load();
        Optional<Double> given =
                Optional.ofNullable(System.getProperty("workerkit.tck.time-scale"))
                        .flatMap(Pace::timeScale);
        Candidate candidate = Candidate.named(runtime, given.orElse(1.0));
        int parallel = parallel();
        Examiner examiner = Examiner.here(candidate);
        Lanes lanes =
                given.map(scale -> Lanes.of(parallel, scale))
                        .orElseGet(() -> examiner.calibrate(parallel));
        RunOptions options =
                new RunOptions(
                        areas(registry),
                        List.of(),
                        profiles(registry),
                        Long.getLong(
                                "workerkit.tck.seed",
                                RandomGenerator.getDefault().nextLong(1L << 32)),
                        lanes.timeScale(),
                        1,
                        exclusions(registry));
        ReportFolder report = ReportFolder.prepare(folder);
        VerificationCatalog catalog = VerificationCatalog.discover(verifications, registry);
        ConformanceRun run =
                new ConformanceRun(
                        registry,
                        catalog,
                        examiner,
                        options,
                        lanes,
                        Pace.USUAL_LIMIT,
                        RunListener.of(
                                List.of(
                                        new TestReports(
                                                catalog,
                                                options,
                                                report.path(),
                                                new PrintWriter(System.err, true)))));
        run.begin();
        LastWords words = LastWords.of(run, found -> write(run, found, report));
        return registry.areas().stream()
                .map(area -> container(area, registry, run))
                .flatMap(Optional::stream)
                .onClose(
                        () -> {
                            words.over();
                            write(run, run.end(), report);
                        });
    }

    private static int parallel() {
        String asked = System.getProperty("workerkit.tck.parallel", "").strip();
        if (asked.isEmpty()) {
            return Lanes.DEFAULT_COUNT;
        }
        if (!asked.matches("[1-9]\\d?") || Integer.parseInt(asked) > Lanes.MOST) {
            throw new IllegalArgumentException(
                    "workerkit.tck.parallel is '" + asked + "'; it must be 1 to " + Lanes.MOST);
        }
        return Integer.parseInt(asked);
    }

    private static List<String> areas(Registry registry) {
        return asked(
                "area",
                code -> code.toUpperCase(Locale.ROOT),
                registry.areas().stream().map(Area::code).toList());
    }

    private static List<String> profiles(Registry registry) {
        return asked(
                "profile",
                name -> name.toLowerCase(Locale.ROOT),
                registry.profiles().stream().map(Profile::name).toList());
    }

    /** Those that were asked for; all if there are none. */
    private static List<String> asked(
            String kind, UnaryOperator<String> normalized, List<String> known) {
        List<String> asked =
                Stream.of(System.getProperty("workerkit.tck." + kind, "").split(","))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .map(normalized)
                        .toList();
        for (String each : asked) {
            if (!known.contains(each)) {
                throw new IllegalArgumentException(
                        "workerkit.tck.%s: no %s '%s'; there are %s"
                                .formatted(kind, kind, each, known));
            }
        }
        return asked;
    }

    private static List<Exclusion> exclusions(Registry registry) {
        return Optional.ofNullable(System.getProperty("workerkit.tck.exclusions"))
                .map(file -> ExclusionFile.read(Path.of(file), registry, LocalDate.now()))
                .orElse(List.of());
    }

    /** What was asked for of an area, if that is anything. */
    private static Optional<DynamicNode> container(
            Area area, Registry registry, ConformanceRun run) {
        List<RegisteredRequirement> requirements =
                registry.requirements().stream()
                        .filter(requirement -> requirement.area().equals(area))
                        .toList();
        return requirements.stream().anyMatch(run.options()::asksFor)
                ? Optional.of(
                        dynamicContainer(
                                area.title(),
                                requirements.stream().map(requirement -> test(requirement, run))))
                : Optional.empty();
    }

    private static DynamicTest test(RegisteredRequirement requirement, ConformanceRun run) {
        return dynamicTest(
                requirement.id() + " " + requirement.text(),
                () -> show(run.verify(requirement), run));
    }

    /** Fails where the command line would not exit with 0, so that a green build hides nothing. */
    private static void show(RequirementResult result, ConformanceRun run) {
        if (run.options().excludesNeedlessly(result)) {
            throw new AssertionFailedError(Sentences.needlessExclusion(result));
        }
        String reason = Objects.requireNonNullElse(result.reason(), "");
        String words = result.verdict().word() + ": " + reason;
        switch (result.verdict()) {
            case PASSED -> {}
            case ERROR -> throw new TckFault(reason);
            case EXCLUDED, INAPPLICABLE, UNTESTED -> abort(words);
            case FAILED, FLAKY, CANT_TELL -> {
                if (result.level() != Level.MUST) {
                    abort(result.level() + " " + words);
                }
                throw VerificationFailure.of(result, run.notPassed(result));
            }
        }
    }

    private static void write(ConformanceRun run, ConformanceReport report, ReportFolder folder) {
        try {
            ReplayFile.clear(folder.path());
            ConformanceRun.write(report, run.replays(), folder);
            StepSummary.append(report, System.getenv()).ifPresent(System.err::println);
        } catch (IOException e) {
            throw new UncheckedIOException("The report can't be written", e);
        }
    }
}
