package dev.workerkit.tck.runner;

import dev.workerkit.tck.exclusion.Exclusion;
import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.RunOptions;
import dev.workerkit.tck.report.Verdict;
import dev.workerkit.tck.report.VerificationResult;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.reporting.legacy.xml.LegacyXmlReportGeneratingListener;

/**
 * The report for CI servers: a JUnit XML file for each engine. It is fed with the TCK's verdicts
 * and not with the engines' own, which know neither time limits nor what is inapplicable.
 */
final class JUnitXml implements RunListener {

    private final TestPlan plan;
    private final RunOptions options;
    private final LegacyXmlReportGeneratingListener xml;

    JUnitXml(VerificationCatalog catalog, RunOptions options, Path folder, PrintWriter errors) {
        this.options = options;
        this.plan = catalog.plan();
        this.xml = new LegacyXmlReportGeneratingListener(folder, errors);
    }

    @Override
    public void begins(int verifications) {
        xml.testPlanExecutionStarted(plan);
        plan.getRoots().forEach(xml::executionStarted);
    }

    @Override
    public void verifies(Area area, Verification verification) {
        xml.executionStarted(verification.test());
    }

    @Override
    public void verified(Verification verification, VerificationResult result) {
        TestIdentifier test = verification.test();
        String requirements = String.join(" ", verification.requirements());
        xml.reportingEntryPublished(test, ReportEntry.from("requirements", requirements));
        String message = Objects.requireNonNullElse(result.message(), "");
        switch (verdict(result)) {
            case PASSED -> xml.executionFinished(test, TestExecutionResult.successful());
            case FAILED -> fail(test, VerificationFailure.of(result));
            case ERROR -> fail(test, new TckFault(message));
            case EXCLUDED -> xml.executionSkipped(test, excluded(result, message));
            case INAPPLICABLE, UNTESTED, CANT_TELL ->
                    xml.executionSkipped(test, result.verdict().id() + ": " + message);
        }
    }

    /** A failure does not count if every requirement that it is about is excluded. */
    private Verdict verdict(VerificationResult result) {
        return switch (result.verdict()) {
            case FAILED, ERROR, CANT_TELL ->
                    result.requirements().stream().allMatch(id -> options.exclusion(id).isPresent())
                            ? Verdict.EXCLUDED
                            : result.verdict();
            case PASSED, EXCLUDED, INAPPLICABLE, UNTESTED -> result.verdict();
        };
    }

    private String excluded(VerificationResult result, String message) {
        String why =
                result.requirements().stream()
                        .flatMap(id -> options.exclusion(id).stream())
                        .map(Exclusion::challenge)
                        .distinct()
                        .map(URI::toString)
                        .collect(Collectors.joining(", "));
        return "%s, excluded by %s: %s".formatted(result.verdict().id(), why, message);
    }

    @Override
    public void ends(ConformanceReport report) {
        for (TestIdentifier root : plan.getRoots()) {
            if (!plan.getChildren(root).isEmpty()) {
                xml.executionFinished(root, TestExecutionResult.successful());
            }
        }
        xml.testPlanExecutionFinished(plan);
    }

    private void fail(TestIdentifier test, Throwable thrown) {
        xml.executionFinished(test, TestExecutionResult.failed(thrown));
    }
}
