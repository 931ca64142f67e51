package dev.workerkit.tck.runner;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.workerkit.tck.conformance.TckFault;
import dev.workerkit.tck.examiner.Candidate;
import dev.workerkit.tck.examiner.Pace;
import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.report.Fate;
import dev.workerkit.tck.report.KillMatrix;
import dev.workerkit.tck.report.KillMatrixFormat;
import dev.workerkit.tck.report.SabotageResult;
import dev.workerkit.tck.report.SabotagedRequirement;
import dev.workerkit.tck.selftest.Selftest;
import dev.workerkit.tck.selftest.SelftestListener;
import dev.workerkit.tck.selftest.SelftestPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;

/**
 * The TCK's selftest as a test: one for each sabotage, which fails if the verifications of what it
 * breaks do not notice, and one for each MUST that nothing breaks. The kill matrix is written to
 * {@code target/killmatrix}. For a runtime that the TCK is proven on; those who only want theirs
 * certified need it not.
 *
 * <p>The system properties {@code workerkit.tck.seed} and {@code workerkit.tck.parallel} are the
 * options {@code --seed} and {@code --parallel} of the command line.
 */
public abstract class SelftestSuite {

    private static final Path FOLDER = Path.of("target", "killmatrix");

    private final String runtime;
    private final List<String> areas;

    /**
     * Sabotages the runtime that has this name on the class path.
     *
     * @param areas the codes of those whose requirements are broken; all if there are none
     */
    protected SelftestSuite(String runtime, String... areas) {
        this.runtime = runtime;
        this.areas = List.of(areas);
    }

    /** A test for each sabotage, and for each requirement without one. */
    @TestFactory
    public final Stream<DynamicTest> sabotages() throws IOException {
        Registry registry = Registry.load();
        KillMatrixFormat.prepare(FOLDER);
        Candidate candidate = Candidate.named(runtime, 1);
        SelftestPlan plan =
                SelftestPlan.of(
                        registry,
                        new SelftestPlan.Scope(known(registry), List.of(), List.of()),
                        Long.getLong(
                                "workerkit.tck.seed",
                                RandomGenerator.getDefault().nextLong(1L << 32)),
                        SelftestPlan.lanes(
                                candidate,
                                Integer.getInteger(
                                        "workerkit.tck.parallel", SelftestPlan.DEFAULT_LANES)),
                        Pace.USUAL_LIMIT);
        KillMatrix matrix =
                new Selftest(
                                registry,
                                VerificationCatalog.discover(
                                        VerificationCatalog.CERTIFYING, registry),
                                candidate,
                                plan,
                                new SelftestListener() {})
                        .run();
        KillMatrixFormat.write(matrix, FOLDER);
        return Stream.concat(
                matrix.sabotages().stream().map(SelftestSuite::test),
                matrix.requirements(Fate.UNSABOTAGED).stream().map(SelftestSuite::test));
    }

    private List<String> known(Registry registry) {
        List<String> known = registry.areas().stream().map(Area::code).toList();
        List<String> asked = areas.stream().map(area -> area.toUpperCase(Locale.ROOT)).toList();
        if (!known.containsAll(asked)) {
            throw new IllegalArgumentException("Areas " + asked + "; there are " + known);
        }
        return asked;
    }

    private static DynamicTest test(SabotageResult sabotage) {
        return dynamicTest(
                sabotage.requirement() + " " + sabotage.id(),
                () -> show(sabotage.fate(), sabotage.wrong() + ". " + sabotage.reason()));
    }

    private static DynamicTest test(SabotagedRequirement requirement) {
        return dynamicTest(
                requirement.id(),
                () ->
                        show(
                                requirement.fate(),
                                Objects.requireNonNullElse(requirement.reason(), "")));
    }

    private static void show(Fate fate, String why) {
        switch (fate) {
            case KILLED -> {}
            case INAPPLICABLE, EXCUSED -> abort(fate.word() + ": " + why);
            case ERROR -> throw new TckFault(why);
            case SURVIVED, KILLED_BY_OTHERS, UNSABOTAGED, UNPROVEN ->
                    throw new AssertionFailedError(fate.word() + ": " + why);
        }
    }
}
