package dev.workerkit.tck.examiner;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * JUnit and jqwik, apart from any other test run in this JVM: neither listeners nor configuration
 * of the vendor's own tests apply, and each execution has a launcher of its own, so that one that
 * hangs can be given up.
 */
public final class Engines {

    /** Shrinking must leave time for the verdict before a verification is given up. */
    private static final Duration SHRINKING = Duration.ofSeconds(10);

    private static final String JUPITER = "junit-jupiter";

    private static final LauncherConfig CONFIG =
            LauncherConfig.builder()
                    .enableTestExecutionListenerAutoRegistration(false)
                    .enableLauncherSessionListenerAutoRegistration(false)
                    .enableLauncherDiscoveryListenerAutoRegistration(false)
                    .enablePostDiscoveryFilterAutoRegistration(false)
                    .build();

    /** Kept here, as a logger that nobody holds forgets its level. */
    private static final Logger JQWIK = Logger.getLogger("net.jqwik");

    static {
        // It tells at every start that it keeps no database.
        JQWIK.setLevel(Level.WARNING);
    }

    private Engines() {}

    static TestPlan discover(String packageName) {
        return launcher().discover(request(selectPackage(packageName), JUPITER, "jqwik"));
    }

    static TestPlan discoverOne(String uniqueId) {
        String engine = UniqueId.parse(uniqueId).getEngineId().orElseThrow();
        return launcher().discover(request(selectUniqueId(uniqueId), engine));
    }

    /** On this thread, with the verification's own engine: another's must not even look at it. */
    static void execute(Verification verification, TestExecutionListener listener) {
        DiscoverySelector selector = selectUniqueId(verification.test().getUniqueId());
        launcher().execute(request(selector, verification.engine()), listener);
    }

    /** A plan of nothing, by which Open Test Reporting learns that, and where to, it shall write. */
    public static TestPlan reportingTo(Path folder) {
        return launcher()
                .discover(
                        LauncherDiscoveryRequestBuilder.request()
                                .filters(EngineFilter.includeEngines(JUPITER))
                                .enableImplicitConfigurationParameters(false)
                                .configurationParameter(
                                        "junit.platform.reporting.open.xml.enabled", "true")
                                .outputDirectoryCreator(new ReportDirectory(folder))
                                .build());
    }

    private static Launcher launcher() {
        return LauncherFactory.create(CONFIG);
    }

    private static LauncherDiscoveryRequest request(DiscoverySelector selector, String... engines) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(selector)
                .filters(EngineFilter.includeEngines(engines))
                .enableImplicitConfigurationParameters(false)
                .configurationParameter("jqwik.database", "")
                .configurationParameter("jqwik.reporting.onlyfailures", "true")
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .configurationParameter(
                        "jqwik.shrinking.bounded.seconds", Long.toString(SHRINKING.toSeconds()))
                .build();
    }

    /** Verifications attach no files, so none has a folder of its own. */
    private record ReportDirectory(Path folder) implements OutputDirectoryCreator {

        @Override
        public Path getRootDirectory() {
            return folder;
        }

        @Override
        public Path createOutputDirectory(TestDescriptor test) {
            return folder;
        }
    }
}
