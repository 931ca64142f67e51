package dev.workerkit.launch;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * What a class path means with all that the manifests of its jars name. A JVM looks for that beside
 * the jars, where it is not once they have been brought to another place.
 */
final class ManifestClassPath {

    private static final System.Logger LOG = System.getLogger(ManifestClassPath.class.getName());

    private final Set<Path> found = new LinkedHashSet<>();

    private ManifestClassPath() {}

    /** The jars and folders that are there, each once and where a JVM would come to it first. */
    static List<Path> of(List<String> entries) {
        ManifestClassPath path = new ManifestClassPath();
        entries.forEach(entry -> path.add(Path.of(entry).toAbsolutePath().normalize()));
        return List.copyOf(path.found);
    }

    private void add(Path entry) {
        if (!Files.exists(entry) || !found.add(entry) || Files.isDirectory(entry)) {
            return;
        }
        for (String name : namesIn(entry)) {
            resolve(entry, name).ifPresent(this::add);
        }
    }

    /** A file that is no jar is nothing to a JVM, either. */
    private static List<String> namesIn(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return Optional.ofNullable(file.getManifest())
                    .map(Manifest::getMainAttributes)
                    .map(attributes -> attributes.getValue(Attributes.Name.CLASS_PATH))
                    .map(names -> List.of(names.strip().split("\\s+")))
                    .orElse(List.of());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "No manifest in " + jar, e);
            return List.of();
        }
    }

    /** The names are URLs, most of them relative to that of the jar. */
    private static Optional<Path> resolve(Path jar, String name) {
        try {
            URI place = jar.toUri().resolve(new URI(name));
            return "file".equals(place.getScheme())
                    ? Optional.of(Path.of(place).normalize())
                    : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            LOG.log(System.Logger.Level.DEBUG, jar + " names " + name, e);
            return Optional.empty();
        }
    }
}
