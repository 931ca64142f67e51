package dev.workerkit.channel;

import java.util.ArrayList;
import java.util.List;

/** The flags with which a JVM is best started that opens a channel. */
public final class ChannelJvmFlags {

    /** From here on the JDK warns of direct memory access, which Chronicle uses. */
    private static final int FIRST_WITH_WARNINGS = 24;

    private ChannelJvmFlags() {}

    /**
     * The flags for a JVM of this feature version, for example 17. It works without them, but
     * starts more slowly and may print warnings.
     *
     * <p>There is no {@code --add-opens} among them although Chronicle uses internals of the JDK:
     * that flag keeps the JVM from using its archived modules, which costs each start 5 to 10 ms,
     * and a worker that exchanges less than one document needs no Chronicle. The packages are
     * opened when they are first needed.
     */
    public static List<String> forThisFeatureVersion(int javaFeature) {
        List<String> flags = new ArrayList<>();
        if (System.getProperty("os.name").equals("Linux")) {
            // The default; naming it spares the JVM to search all jars for another one.
            flags.add("-Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider");
        }
        if (javaFeature >= FIRST_WITH_WARNINGS) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return List.copyOf(flags);
    }
}
