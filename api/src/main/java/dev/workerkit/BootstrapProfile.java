package dev.workerkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the JVM of a worker that is a Java class is brought up. Immutable.
 *
 * @param javaHome the JDK or JRE that runs workers; the master's own if absent
 * @param classPath the class path of workers; the master's own if empty
 * @param jvmOptions options given to each worker's JVM, after those of the runtime
 * @param classDataArchive whether the runtime makes an archive of loaded classes on first use and
 *     starts later workers from it; a start takes about half the time
 * @param killSwitch the file of the {@link KillSwitch} that the runtime obeys, which need not exist;
 *     none if absent
 */
public record BootstrapProfile(
        Optional<Path> javaHome,
        List<Path> classPath,
        List<String> jvmOptions,
        boolean classDataArchive,
        Optional<Path> killSwitch) {

    /** Makes the lists immutable. */
    public BootstrapProfile {
        classPath = List.copyOf(classPath);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** The master's own JDK and class path, no further options, with a class-data archive. */
    public static BootstrapProfile defaults() {
        return new BootstrapProfile(Optional.empty(), List.of(), List.of(), true, Optional.empty());
    }

    /** The same with workers run by the JDK in this folder. */
    public BootstrapProfile withJavaHome(Path home) {
        return new BootstrapProfile(
                Optional.of(home), classPath, jvmOptions, classDataArchive, killSwitch);
    }

    /** The same with this class path. */
    public BootstrapProfile withClassPath(List<Path> path) {
        return new BootstrapProfile(javaHome, path, jvmOptions, classDataArchive, killSwitch);
    }

    /** The same with one more JVM option. */
    public BootstrapProfile withJvmOption(String option) {
        List<String> options = new ArrayList<>(jvmOptions);
        options.add(option);
        return new BootstrapProfile(javaHome, classPath, options, classDataArchive, killSwitch);
    }

    /** The same with or without a class-data archive. */
    public BootstrapProfile withClassDataArchive(boolean wanted) {
        return new BootstrapProfile(javaHome, classPath, jvmOptions, wanted, killSwitch);
    }

    /** The same with a kill switch: this file says which workers are not to be started. */
    public BootstrapProfile withKillSwitch(Path file) {
        return new BootstrapProfile(
                javaHome, classPath, jvmOptions, classDataArchive, Optional.of(file));
    }
}
