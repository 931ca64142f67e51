package dev.workerkit.channel;

import java.util.ArrayList;
import java.util.List;

/** The flags with which a JVM is started that opens a channel. */
public final class ChannelJvmFlags {

    /** From here on the JDK warns of native code and of direct memory access without a flag. */
    private static final int FIRST_WITH_WARNINGS = 24;

    private ChannelJvmFlags() {}

    /**
     * The flags for a JVM of this feature version, for example 17. Without them the channel works
     * as well, as far as the JVM lets it open what it needs, but with warnings.
     */
    public static List<String> forThisFeatureVersion(int javaFeature) {
        List<String> flags =
                new ArrayList<>(
                        List.of(
                                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                                "--add-opens=java.base/jdk.internal.ref=ALL-UNNAMED",
                                "-Dslf4j.internal.verbosity=ERROR"));
        if (javaFeature >= FIRST_WITH_WARNINGS) {
            flags.add("--enable-native-access=ALL-UNNAMED");
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return List.copyOf(flags);
    }
}
