package dev.workerkit.launch;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.SpecException;
import dev.workerkit.channel.ChannelJvmFlags;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The JDK that runs workers.
 *
 * @param path its folder
 * @param feature its feature version, for example 17
 */
public record JavaHome(Path path, int feature) {

    private static final int OLDEST = 17;

    /** A JVM that is given two of them does not start. */
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

    /**
     * The profile's, or the master's own.
     *
     * @throws SpecException if it is none, or too old
     */
    public static JavaHome of(BootstrapProfile profile) {
        Path path = profile.javaHome().orElse(Path.of(System.getProperty("java.home")));
        if (!Files.isExecutable(path.resolve("bin/java"))) {
            throw new SpecException(
                    "bootstrap.javaHome",
                    path + " holds no executable bin/java",
                    "name the folder of a JDK or JRE");
        }
        int feature =
                profile.javaHome().isPresent() ? featureOf(path) : Runtime.version().feature();
        if (feature < OLDEST) {
            throw new SpecException(
                    "bootstrap.javaHome",
                    path + " is Java " + feature,
                    "workers need Java " + OLDEST + " or later");
        }
        return new JavaHome(path, feature);
    }

    private static int featureOf(Path path) {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(path.resolve("release"))) {
            release.load(reader);
            String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
            return Runtime.Version.parse(version).feature();
        } catch (IOException | IllegalArgumentException e) {
            throw new SpecException(
                    "bootstrap.javaHome",
                    "its version can't be read from " + path.resolve("release") + ": " + e,
                    "name the folder of a complete JDK or JRE");
        }
    }

    /** The java command. */
    public Path executable() {
        return path.resolve("bin/java");
    }

    /** The options of a worker's JVM, but for those of the profile, which come after and win. */
    public List<String> options(List<String> ofProfile) {
        return options(feature, ofProfile);
    }

    /** The same for a JVM of this feature version, wherever it is. */
    public static List<String> options(int feature, List<String> ofProfile) {
        List<String> options = new ArrayList<>();
        if (ofProfile.stream().noneMatch(option -> COLLECTOR.matcher(option).matches())) {
            // Starts faster and takes less memory than the others.
            options.add("-XX:+UseSerialGC");
        }
        // No file in the temporary folder that a killed JVM would leave behind.
        options.add("-XX:-UsePerfData");
        options.add("-XX:+ExitOnOutOfMemoryError");
        options.addAll(ChannelJvmFlags.forThisFeatureVersion(feature));
        return options;
    }
}
