package dev.workerkit.local;

import dev.workerkit.BootstrapProfile;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The class path of workers: the kit's own jars first, always in the same order, then the
 * application's. So one archive of the kit's classes serves every application.
 *
 * @param kit the jars, or folders, of the kit and what it stands on
 * @param application what else is on the class path
 */
record ClassPath(List<String> kit, List<String> application) {

    /** One class of each jar that a worker's JVM loads from. */
    static final List<String> KIT_CLASSES =
            List.of(
                    "dev.workerkit.host.WorkerHost",
                    "dev.workerkit.Worker",
                    "com.fasterxml.jackson.core.JsonFactory",
                    "net.openhft.chronicle.queue.ChronicleQueue",
                    "net.openhft.chronicle.core.Jvm",
                    "net.openhft.chronicle.bytes.Bytes",
                    "net.openhft.chronicle.wire.Wire",
                    "net.openhft.chronicle.threads.Pauser",
                    "net.openhft.posix.PosixAPI",
                    "org.slf4j.Logger",
                    "com.fasterxml.jackson.databind.ObjectMapper",
                    "com.fasterxml.jackson.annotation.JsonFormat");

    static ClassPath of(BootstrapProfile profile) {
        Set<String> kit = new LinkedHashSet<>();
        for (String name : KIT_CLASSES) {
            locationOf(name).ifPresent(kit::add);
        }
        Set<String> application = new LinkedHashSet<>();
        if (profile.classPath().isEmpty()) {
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                application.add(Path.of(entry).toAbsolutePath().toString());
            }
        } else {
            profile.classPath()
                    .forEach(entry -> application.add(entry.toAbsolutePath().toString()));
        }
        application.removeAll(kit);
        return new ClassPath(List.copyOf(kit), List.copyOf(application));
    }

    /** Empty for a jar that somebody left out, as some of what Chronicle can use may be. */
    private static Optional<String> locationOf(String className) {
        try {
            Class<?> type = Class.forName(className, false, ClassPath.class.getClassLoader());
            CodeSource source = type.getProtectionDomain().getCodeSource();
            return Optional.of(Path.of(source.getLocation().toURI()).toString());
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("No path leads to " + className, e);
        }
    }

    List<String> entries() {
        Set<String> all = new LinkedHashSet<>(kit);
        all.addAll(application);
        return List.copyOf(all);
    }

    /** Whether the JVM can make an archive of the kit's classes: it takes jars alone. */
    boolean isArchivable() {
        return kit.stream().allMatch(entry -> Files.isRegularFile(Path.of(entry)));
    }
}
