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
import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.registry.Level;
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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
 * workerkit.tck.seed}, {@code workerkit.tck.time-scale}, {@code workerkit.tck.parallel}, {@code
 * workerkit.tck.runs} and {@code workerkit.tck.exclusions} are the options {@code --area}, {@code
 * --profile}, {@code --seed}, {@code --time-scale}, {@code --parallel}, {@code --runs} and {@code
 * --exclusions} of the command line. Of several runs the tests tell when all are over, and what is
 * not the same in all of them is flaky, which of a MUST is a failed test, too.
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
        SuiteOptions asked = SuiteOptions.of(registry);
        Candidate candidate = Candidate.named(runtime, asked.timeScale().orElse(1.0));
        Examiner examiner = Examiner.here(candidate);
        Lanes lanes =
                asked.timeScale()
                        .map(scale -> Lanes.of(asked.parallel(), scale))
                        .orElseGet(() -> examiner.calibrate(asked.parallel()));
        RunOptions options = asked.forRun(lanes);
        ReportFolder report = ReportFolder.prepare(folder);
        VerificationCatalog catalog = VerificationCatalog.discover(verifications, registry);
        TestReports tests =
                new TestReports(catalog, options, report.path(), new PrintWriter(System.err, true));
        SuiteRun run =
                SuiteRun.of(
                        options,
                        registry,
                        () ->
                                new ConformanceRun(
                                        registry,
                                        catalog,
                                        examiner,
                                        options,
                                        lanes,
                                        Pace.USUAL_LIMIT,
                                        RunListener.of(List.of(tests))));
        LastWords words = LastWords.of(run::end, found -> write(run, found, report));
        run.begin();
        return registry.areas().stream()
                .map(area -> container(area, registry, run))
                .flatMap(Optional::stream)
                .onClose(
                        () -> {
                            words.over();
                            write(run, run.end(), report);
                        });
    }

    /** What was asked for of an area, if that is anything. */
    private static Optional<DynamicNode> container(Area area, Registry registry, SuiteRun run) {
        List<RegisteredRequirement> requirements =
                registry.requirements().stream()
                        .filter(requirement -> requirement.area().equals(area))
                        .toList();
        if (requirements.stream().noneMatch(run.options()::asksFor)) {
            // They are no tests, but the report has all.
            requirements.forEach(run::verify);
            return Optional.empty();
        }
        return Optional.of(
                dynamicContainer(
                        area.title(),
                        requirements.stream().map(requirement -> test(requirement, run))));
    }

    private static DynamicTest test(RegisteredRequirement requirement, SuiteRun run) {
        return dynamicTest(
                requirement.id() + " " + requirement.text(),
                () -> show(run.verify(requirement), run));
    }

    /** Fails where the command line would not exit with 0, so that a green build hides nothing. */
    private static void show(RequirementResult result, SuiteRun run) {
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

    private static void write(SuiteRun run, ConformanceReport report, ReportFolder folder) {
        try {
            ReplayFile.clear(folder.path());
            ConformanceRun.write(report, run.replays(), folder);
            StepSummary.append(report, System.getenv()).ifPresent(System.err::println);
        } catch (IOException e) {
            throw new UncheckedIOException("The report can't be written", e);
        }
    }
}
