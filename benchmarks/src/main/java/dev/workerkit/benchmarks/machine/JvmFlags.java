package dev.workerkit.benchmarks.machine;

import java.util.ArrayList;
import java.util.List;

/** What the JVMs of both ends are started with, whatever they talk over. The one place for it. */
public final class JvmFlags {

    private static final int FIRST_THAT_WARNS_OF_NATIVE = 22;
    private static final int FIRST_THAT_WARNS_OF_UNSAFE = 23;

    private JvmFlags() {}

    /** The flags for this JVM's version. */
    public static List<String> all() {
        int feature = Runtime.version().feature();
        List<String> flags = new ArrayList<>();
        // As the kit starts its workers; with one heap size no collection falls into a measurement
        // at one peer and not at another.
        flags.addAll(List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx1g", "-XX:-UsePerfData"));
        // Chronicle: mapped files, and what keeps it quiet.
        flags.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
        flags.add("--add-opens=java.base/java.lang.reflect=ALL-UNNAMED");
        flags.add("--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");
        flags.add("-Dchronicle.analytics.disable=true");
        flags.add("-Dchronicle.announcer.disable=true");
        flags.add("-Dchronicle.disk.monitor.disable=true");
        flags.add("-Ddisable.single.threaded.check=true");
        flags.add("-Djvm.resource.tracing=false");
        flags.add("-Dproject.build.directory=" + System.getProperty("java.io.tmpdir"));
        flags.add("-Dslf4j.internal.verbosity=ERROR");
        // Agrona.
        flags.add("--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED");
        if (feature >= FIRST_THAT_WARNS_OF_UNSAFE) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        if (feature >= FIRST_THAT_WARNS_OF_NATIVE) {
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        return List.copyOf(flags);
    }
}
