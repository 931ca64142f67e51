package dev.workerkit.tck.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.workerkit.tck.registry.RegisteredRequirement;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.ReportJson;
import dev.workerkit.tck.report.RequirementResult;
import dev.workerkit.tck.report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a suite as a vendor's build would: a launcher that runs a launcher. */
class ConformanceSuiteTest {

    @TempDir private static Path folder = Path.of("");

    @Test
    void isATestForEachRequirement() throws IOException {
        Results results = run(FakeConformance.class);

        assertThat(results.tests).hasSameSizeAs(Registry.load().requirements());
        assertThat(results.of("WRK-LIFE-001").getStatus())
                .isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
        assertThat(results.of("WRK-LIFE-007").getStatus())
                .isEqualTo(TestExecutionResult.Status.ABORTED);
        assertThat(results.of("WRK-LIFE-007").getThrowable().orElseThrow())
                .hasMessageContaining("inapplicable: The runtime does not declare pause");
        assertThat(results.of("WRK-LIFE-002").getThrowable().orElseThrow())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("WRK-LIFE-002 failed: MixedVerification.failsWithMarkup: ")
                .hasMessageContaining("MixedVerification.java:");
        assertThat(results.of("WRK-LIFE-018").getThrowable().orElseThrow())
                .hasMessageContaining("at the least by: increment; increment; increment");
        assertThat(results.containers).contains("Lifecycle", "Channel");
        assertThat(ReportJson.read(folder.resolve("conformance.json")).summary().must())
                .satisfies(must -> assertThat(must.of(Verdict.FAILED)).isEqualTo(4));
        assertThat(Files.readString(folder.resolve("conformance.html"))).contains("</html>");
    }

    @Test
    void aRuntimeThatCanNotBeOpenedIsNoGreenBuild() {
        Results results = run(BrokenConformance.class);

        assertThat(results.of("WRK-SPI-001").getStatus())
                .isEqualTo(TestExecutionResult.Status.FAILED);
        assertThat(results.of("WRK-SPI-001").getThrowable().orElseThrow())
                .hasMessageContaining("No engine found here; install one");
    }

    @Test
    void nothingThatCanNotBeToldOfAMustIsSkipped() {
        assertThat(run(FakeConformance.class).of("WRK-LIFE-010").getThrowable().orElseThrow())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no /proc here");
    }

    @Test
    void whatIsNotTheSameInAllRunsIsAFailedTest() throws IOException {
        System.setProperty("workerkit.tck.runs", "2");
        System.setProperty("workerkit.tck.time-scale", "3");
        System.setProperty("workerkit.tck.parallel", "1");
        try {
            Results results = run(FlakyConformance.class);

            assertThat(results.tests).hasSameSizeAs(Registry.load().requirements());
            assertThat(results.of("WRK-LIFE-001").getThrowable().orElseThrow())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith(
                            "WRK-LIFE-001 flaky: FlakyVerification.passesEverySecondTime: Not the"
                                    + " same in 2 runs: 1 passed, 1 failed. [a half]");
            assertThat(results.of("WRK-LIFE-003").getStatus())
                    .isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
        } finally {
            System.clearProperty("workerkit.tck.runs");
            System.clearProperty("workerkit.tck.time-scale");
            System.clearProperty("workerkit.tck.parallel");
        }
        ConformanceReport report = ReportJson.read(folder.resolve("flaky/conformance.json"));
        assertThat(report.options().runs()).isEqualTo(2);
        assertThat(report.requirements()).hasSameSizeAs(Registry.load().requirements());
    }

    @Test
    void theReportHasWhatWasNotAskedFor() throws IOException {
        System.setProperty("workerkit.tck.area", "life");
        try {
            assertThat(run(FakeConformance.class).containers).contains("Lifecycle");
        } finally {
            System.clearProperty("workerkit.tck.area");
        }
        assertThat(ReportJson.read(folder.resolve("conformance.json")).requirements())
                .extracting(RequirementResult::id)
                .containsExactlyElementsOf(
                        Registry.load().requirements().stream()
                                .map(RegisteredRequirement::id)
                                .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "runs | 0 | workerkit.tck.runs is '0'; it must be 1 to 1000",
                "runs | often | workerkit.tck.runs is 'often'; it must be 1 to 1000",
                "parallel | 65 | workerkit.tck.parallel is '65'; it must be 1 to 64",
                "time-scale | fast | workerkit.tck.time-scale is 'fast'; it must be 'auto', or",
                "seed | lucky | workerkit.tck.seed is 'lucky'; it must be a whole number",
                "area | MARS | workerkit.tck.area: no area 'MARS'; there are [LIFE",
                "profile | gold | workerkit.tck.profile: no profile 'gold'; there are [core"
            })
    void refusesWhatCanNotBeMeant(String option, String asked, String why) {
        System.setProperty("workerkit.tck." + option, asked);
        try {
            assertThatThrownBy(() -> new FakeConformance().requirements())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(why);
        } finally {
            System.clearProperty("workerkit.tck." + option);
        }
    }

    private static Results run(Class<? extends ConformanceSuite> suite) {
        Results results = new Results();
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request().selectors(selectClass(suite)).build();
        LauncherFactory.create().execute(request, results);
        return results;
    }

    static class FakeConformance extends ConformanceSuite {
        FakeConformance() {
            super("fake", "dev.workerkit.tck.sample.mixed", folder);
        }
    }

    static class FlakyConformance extends ConformanceSuite {
        FlakyConformance() {
            super("fake", "dev.workerkit.tck.sample.flaky", folder.resolve("flaky"));
        }
    }

    static class BrokenConformance extends ConformanceSuite {
        BrokenConformance() {
            super("broken", "dev.workerkit.tck.sample.passing", folder);
        }
    }

    private static final class Results implements TestExecutionListener {

        private final Map<String, TestExecutionResult> tests = new LinkedHashMap<>();
        private final List<String> containers = new ArrayList<>();

        TestExecutionResult of(String id) {
            return tests.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(id))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
                tests.put(test.getDisplayName(), result);
            } else {
                containers.add(test.getDisplayName());
            }
        }
    }
}
