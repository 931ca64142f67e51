package dev.workerkit.tck.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.workerkit.tck.command.CommandLineRun;
import dev.workerkit.tck.examiner.VerificationCatalog;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.Outcome;
import dev.workerkit.tck.report.ProfileResult;
import dev.workerkit.tck.report.ReportJson;
import dev.workerkit.tck.sample.VendorJar;
import dev.workerkit.tck.threads.ThreadsProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A third runtime is certified in both ways that a vendor has, for the profiles that it claims. */
class ThreadsTest {

    @TempDir private static Path folder = Path.of("");

    @Test
    void isCertifiedWithNoBuild() throws IOException {
        CommandLineRun run =
                CommandLineRun.certifying(
                        "run",
                        "--classpath",
                        jar().toString(),
                        "--runtime",
                        "threads",
                        "--report",
                        folder.resolve("jar").toString());

        assertThat(run.exitCode()).as(run.out()).isZero();
        ConformanceReport report = ReportJson.read(folder.resolve("jar/conformance.json"));
        assertThat(report.outcome()).isEqualTo(Outcome.CONFORMANT);
        assertThat(report.runtime().capabilities())
                .containsExactly("channel", "host-files", "java");
        assertThat(report.profiles())
                .filteredOn(ProfileResult::isConformant)
                .extracting(ProfileResult::name)
                .containsExactly("core", "channel");
        assertThat(report.profiles())
                .filteredOn(profile -> !profile.isConformant())
                .noneMatch(ProfileResult::claimed);
        assertThat(run.out())
                .contains("Profiles: core conformant, channel conformant, pool not claimed");
    }

    @Test
    void isFoundByTheOtherCommandsToo() throws IOException {
        String jar = jar().toString();

        CommandLineRun selftest =
                CommandLineRun.certifying(
                        "selftest",
                        "--classpath",
                        jar,
                        "--runtime",
                        "threads",
                        "--sabotage",
                        "counts-incarnations-from-0");
        CommandLineRun campaign =
                CommandLineRun.certifying(
                        "campaign", "--classpath=" + jar, "--runtime", "threads", "--kills", "1");
        CommandLineRun preview =
                CommandLineRun.certifying("preview", "--classpath", jar, "--runtime", "threads");

        assertThat(selftest.exitCode()).as(selftest.out() + selftest.err()).isZero();
        assertThat(selftest.out()).contains("Sabotaging the runtime 'threads'");
        assertThat(campaign.exitCode()).as(campaign.err()).isEqualTo(2);
        assertThat(campaign.out()).startsWith("Inconclusive: ").contains("durable");
        assertThat(preview.out()).contains("On 'threads' ");
    }

    @Test
    void isCertifiedByATestOfItsBuild() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        System.setProperty("workerkit.tck.area", "EXIT");
        try (URLClassLoader extended =
                new URLClassLoader(new URL[] {jar().toUri().toURL()}, usual)) {
            thread.setContextClassLoader(extended);
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(ThreadsConformance.class))
                                    .build(),
                            summary);
        } finally {
            thread.setContextClassLoader(usual);
            System.clearProperty("workerkit.tck.area");
        }

        assertThat(summary.getSummary().getFailures()).isEmpty();
        assertThat(summary.getSummary().getTestsSucceededCount()).isGreaterThan(5);
    }

    /** Its classes are those of these tests; the jar says that it is there. */
    private static Path jar() throws IOException {
        Path none = Files.createDirectories(folder.resolve("none"));
        return VendorJar.packed(
                folder.resolve("threads.jar"), none, List.of(ThreadsProvider.class.getName()));
    }

    static class ThreadsConformance extends ConformanceSuite {
        ThreadsConformance() {
            super("threads", VerificationCatalog.CERTIFYING, folder.resolve("suite"));
        }
    }
}
