package dev.workerkit.tck.report;

import dev.workerkit.tck.registry.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A report in the Common Test Report Format. Its tests are the requirements, all of them, as they
 * are what stays the same over versions, and what was not tested must be seen. What counts as
 * failed in it is what makes the runtime not conformant, or the run inconclusive for the TCK's own
 * fault; the TCK's own verdict is the {@code rawStatus}.
 */
record Ctrf(
        String reportFormat,
        String specVersion,
        String reportId,
        Instant timestamp,
        String generatedBy,
        Results results) {

    static Ctrf of(ConformanceReport report) {
        String run = report.runtime().name() + " " + report.started() + " " + report.options();
        return new Ctrf(
                "CTRF",
                "1.0.0",
                uuid(run),
                report.started().plusMillis(report.durationMillis()),
                "workerkit-tck " + report.tckVersion(),
                Results.of(report));
    }

    private static String uuid(String name) {
        return UUID.nameUUIDFromBytes(("urn:workerkit:" + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    record Results(Tool tool, Totals summary, List<Test> tests, Map<String, Object> extra) {

        static Results of(ConformanceReport report) {
            Map<String, VerificationResult> verifications =
                    report.verifications().stream()
                            .collect(Collectors.toMap(VerificationResult::id, Function.identity()));
            List<Test> tests =
                    report.requirements().stream()
                            .map(requirement -> Test.of(requirement, verifications))
                            .toList();
            return new Results(
                    new Tool("workerkit-tck", report.tckVersion()),
                    Totals.of(report, tests),
                    tests,
                    Map.of(
                            "outcome",
                            report.outcome().id(),
                            "runtime",
                            report.runtime(),
                            "specVersion",
                            report.specVersion(),
                            "environment",
                            report.environment(),
                            "options",
                            report.options()));
        }
    }

    record Tool(String name, String version) {}

    record Totals(
            int tests,
            int passed,
            int failed,
            int skipped,
            int pending,
            int other,
            int suites,
            long start,
            long stop,
            long duration) {

        static Totals of(ConformanceReport report, List<Test> tests) {
            long start = report.started().toEpochMilli();
            return new Totals(
                    tests.size(),
                    count(tests, "passed"),
                    count(tests, "failed"),
                    count(tests, "skipped"),
                    count(tests, "pending"),
                    count(tests, "other"),
                    (int) tests.stream().map(Test::suite).distinct().count(),
                    start,
                    start + report.durationMillis(),
                    report.durationMillis());
        }

        private static int count(List<Test> tests, String status) {
            return (int) tests.stream().filter(test -> test.status().equals(status)).count();
        }
    }

    record Test(
            String id,
            String name,
            String status,
            String rawStatus,
            long duration,
            List<String> suite,
            @Nullable String message,
            @Nullable String trace,
            List<String> tags,
            Map<String, Object> extra) {

        static Test of(
                RequirementResult requirement, Map<String, VerificationResult> verifications) {
            List<VerificationResult> results =
                    requirement.verifications().stream()
                            .map(verifications::get)
                            .filter(Objects::nonNull)
                            .toList();
            List<String> tags = new ArrayList<>(List.of(requirement.level().name()));
            tags.addAll(requirement.capabilities());
            return new Test(
                    uuid(requirement.id()),
                    requirement.id() + " " + requirement.text(),
                    status(requirement),
                    requirement.verdict().id(),
                    results.stream().mapToLong(VerificationResult::durationMillis).sum(),
                    List.of(requirement.area().title()),
                    requirement.reason(),
                    trace(results),
                    tags,
                    extra(requirement));
        }

        private static String status(RequirementResult requirement) {
            return switch (requirement.verdict()) {
                case PASSED -> "passed";
                case FAILED -> requirement.level() == Level.MUST ? "failed" : "other";
                case ERROR -> "failed";
                case EXCLUDED, FLAKY, CANT_TELL -> "other";
                case INAPPLICABLE -> "skipped";
                case UNTESTED -> "pending";
            };
        }

        private static @Nullable String trace(List<VerificationResult> results) {
            String trace =
                    results.stream()
                            .flatMap(
                                    result ->
                                            result.details() == null
                                                    ? Stream.empty()
                                                    : Stream.of(
                                                            result.id() + ": " + result.details()))
                            .collect(Collectors.joining("\n\n"));
            return trace.isEmpty() ? null : trace;
        }

        private static Map<String, Object> extra(RequirementResult requirement) {
            return requirement.exclusion() == null
                    ? Map.of("verifications", requirement.verifications())
                    : Map.of(
                            "verifications",
                            requirement.verifications(),
                            "exclusion",
                            requirement.exclusion());
        }
    }
}
