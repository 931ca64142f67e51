package dev.workerkit.benchmarks.trial;

import java.util.Objects;

/** The version that the build wrote into the jar. */
public final class KitVersion {

    private KitVersion() {}

    /** The version, or {@code unpackaged} where the classes are in no jar. */
    public static String current() {
        String version = KitVersion.class.getPackage().getImplementationVersion();
        return Objects.requireNonNullElse(version, "unpackaged");
    }
}
