package dev.workerkit.tck.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.workerkit.tck.OwnJvm;
import dev.workerkit.tck.report.ConformanceReport;
import dev.workerkit.tck.report.ReportJson;
import dev.workerkit.tck.sample.VendorJar;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A runtime ends the JVM of the vendor's own tests. */
class LastWordsTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void tellWhoItWasAndLeaveTheReport() throws IOException, InterruptedException {
        Path jar =
                VendorJar.of(
                        folder,
                        List.of("acme.Bad"),
                        Map.of("acme.Bad", VendorJar.source("BadProvider")));
        ProcessBuilder builder = OwnJvm.builder(folder, List.of(), VendorsTests.class);
        List<String> words = builder.command();
        int classPath = words.indexOf("-cp") + 1;
        words.set(classPath, words.get(classPath) + File.pathSeparator + jar);
        Process tests = OwnJvm.start(builder);
        List<String> said;
        try (BufferedReader output = tests.inputReader()) {
            said = output.lines().toList();
        }

        assertThat(tests.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(String.join("\n", said))
                .containsPattern(
                        "This JVM is ended by acme\\.Bad\\.(start|lambda).*, on the thread");
        ConformanceReport report = ReportJson.read(folder.resolve("report/conformance.json"));
        assertThat(report.interrupted()).isTrue();
        assertThat(report.runtime().provider()).isEqualTo("acme.Bad");
    }

    /** As a build would run them. */
    static final class VendorsTests {

        private VendorsTests() {}

        public static void main(String[] args) {
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(BadConformance.class))
                                    .build());
            System.exit(0);
        }
    }

    static class BadConformance extends ConformanceSuite {
        BadConformance() {
            super("bad", "dev.workerkit.tck.sample.exiting", Path.of("report"));
        }
    }
}
