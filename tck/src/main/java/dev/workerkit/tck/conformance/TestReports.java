package dev.workerkit.tck.conformance;

import dev.workerkit.tck.examiner.Engines;
import dev.workerkit.tck.examiner.Verification;
import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.exclusion.Exclusion;
import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.RepeatedRun;
import dev.workerkit.tck.report.RunOptions;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.reporting.legacy.xml.LegacyXmlReportGeneratingListener;
import org.junit.platform.reporting.open.xml.OpenTestReportGeneratingListener;
import org.opentest4j.TestAbortedException;

/**
 * The reports for CI servers: a JUnit XML file for each engine, and one in the event format of Open
 * Test Reporting. They are fed with the TCK's verdicts and not with the engines' own, which know
 * neither time limits nor what is inapplicable. Of several runs they are told the last one as it goes
 * on, as how long something takes is seen by them alone, and with what was found in all of them.
 */
public final class TestReports implements RunListener {

    private final VerificationCatalog catalog;
    private final TestPlan plan;
    private final TestPlan openPlan;
    private final RunOptions options;
    private final LegacyXmlReportGeneratingListener junit;
    private final OpenTestReportGeneratingListener open = new OpenTestReportGeneratingListener();
    private final Map<Verification, List<VerificationResult>> known = new LinkedHashMap<>();
    private int run;

    public TestReports(
            VerificationCatalog catalog, RunOptions options, Path folder, PrintWriter errors) {
        this.catalog = catalog;
        this.plan = catalog.plan();
        this.openPlan = Engines.reportingTo(folder);
        this.options = options;
        this.junit = new LegacyXmlReportGeneratingListener(folder, errors);
    }

    @Override
    public void begins(int verifications) {
        run++;
        if (isLast()) {
            start();
        }
    }

    @Override
    public void verifies(Area area, Verification verification) {
        if (isLast()) {
            start(verification.test());
        }
    }

    @Override
    public void verified(Verification verification, VerificationResult result) {
        List<VerificationResult> found =
                known.computeIfAbsent(verification, any -> new ArrayList<>());
        // What was given up says nothing of the runtime, unless nothing else is known.
        if (result.verdict() != Verdict.UNTESTED || found.isEmpty()) {
            found.add(result);
        }
        if (isLast()) {
            finish(verification, found);
        }
    }

    @Override
    public void ends(ConformanceReport report) {
        if (isLast()) {
            finish();
        } else if (report.interrupted()) {
            start();
            known.forEach(
                    (verification, found) -> {
                        start(verification.test());
                        finish(verification, found);
                    });
            finish();
        }
    }

    private boolean isLast() {
        return run == options.runs();
    }

    private void start() {
        junit.testPlanExecutionStarted(plan);
        open.testPlanExecutionStarted(openPlan);
        roots().forEach(this::startContainers);
    }

    private void finish(Verification verification, List<VerificationResult> found) {
        TestIdentifier test = verification.test();
        ReportEntry requirements =
                ReportEntry.from("requirements", String.join(" ", verification.requirements()));
        junit.reportingEntryPublished(test, requirements);
        open.reportingEntryPublished(test, requirements);
        finish(test, execution(RepeatedRun.verification(found)));
    }

    /** The JUnit report has the whole plan, and what it hears nothing of would have passed. */
    private void skip(Verification verification) {
        String why = Verdict.UNTESTED.id() + ": Not asked for";
        junit.executionSkipped(verification.test(), why);
        open.executionSkipped(verification.test(), why);
    }

    private void finish() {
        catalog.verifications().stream()
                .filter(verification -> !known.containsKey(verification))
                .forEach(this::skip);
        roots().forEach(this::finishContainers);
        junit.testPlanExecutionFinished(plan);
        open.testPlanExecutionFinished(openPlan);
    }

    /** The engines that have anything to run; an empty report says nothing. */
    private List<TestIdentifier> roots() {
        return plan.getRoots().stream().filter(root -> !plan.getChildren(root).isEmpty()).toList();
    }

    private void startContainers(TestIdentifier container) {
        start(container);
        containers(container).forEach(this::startContainers);
    }

    private void finishContainers(TestIdentifier container) {
        containers(container).forEach(this::finishContainers);
        finish(container, TestExecutionResult.successful());
    }

    private Set<TestIdentifier> containers(TestIdentifier container) {
        return plan.getChildren(container).stream()
                .filter(child -> !child.isTest())
                .collect(Collectors.toSet());
    }

    private void start(TestIdentifier test) {
        junit.executionStarted(test);
        open.executionStarted(test);
    }

    private void finish(TestIdentifier test, TestExecutionResult result) {
        junit.executionFinished(test, result);
        open.executionFinished(test, result);
    }

    private TestExecutionResult execution(VerificationResult result) {
        String message = Objects.requireNonNullElse(result.message(), "");
        return switch (verdict(result)) {
            case PASSED -> TestExecutionResult.successful();
            case FAILED -> TestExecutionResult.failed(VerificationFailure.of(result));
            case ERROR -> TestExecutionResult.failed(new TckFault(message));
            case EXCLUDED -> skipped(excluded(result, message));
            case INAPPLICABLE, UNTESTED, FLAKY, CANT_TELL ->
                    skipped(result.verdict().id() + ": " + message);
        };
    }

    private static TestExecutionResult skipped(String why) {
        TestAbortedException aborted = new TestAbortedException(why);
        // Its place in the TCK tells nothing.
        aborted.setStackTrace(new StackTraceElement[0]);
        return TestExecutionResult.aborted(aborted);
    }

    /** A failure does not count if every requirement that it is about is excluded. */
    private Verdict verdict(VerificationResult result) {
        return switch (result.verdict()) {
            case FAILED, ERROR, FLAKY, CANT_TELL ->
                    result.requirements().stream().allMatch(id -> options.exclusion(id).isPresent())
                            ? Verdict.EXCLUDED
                            : result.verdict();
            case PASSED, EXCLUDED, INAPPLICABLE, UNTESTED -> result.verdict();
        };
    }

    private String excluded(VerificationResult result, String message) {
        List<URI> challenges =
                result.requirements().stream()
                        .flatMap(id -> options.exclusion(id).stream())
                        .map(Exclusion::challenge)
                        .distinct()
                        .toList();
        return "%s, excluded by %s: %s"
                .formatted(
                        result.verdict().id(),
                        challenges.stream().map(URI::toString).collect(Collectors.joining(", ")),
                        message);
    }
}
