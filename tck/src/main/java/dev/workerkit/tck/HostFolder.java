package dev.workerkit.tck;

import dev.workerkit.Capability;
import dev.workerkit.Launch;
import dev.workerkit.Mount;
import dev.workerkit.WorkerSpec;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of this machine in which a verification and its workers meet. Workers that do not see the
 * machine's files find it mounted at the same path, and with it what a command runs.
 *
 * @param path the folder
 * @param capabilities what the runtime declares
 */
public record HostFolder(Path path, Set<Capability> capabilities) {

    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    /** Keeps a copy of the capabilities. */
    public HostFolder {
        capabilities = Set.copyOf(capabilities);
    }

    /** The worker that sees the folder and can change it, and that finds the JDK if it runs it. */
    public WorkerSpec seenBy(WorkerSpec spec) {
        if (capabilities.contains(Capability.HOST_FILES)
                || !capabilities.contains(Capability.MOUNTS)) {
            return spec;
        }
        openToAll(path);
        WorkerSpec seeing = with(spec, Mount.host(path, path.toString()).asWritable());
        for (Path program : programs(spec.launch())) {
            seeing = with(seeing, Mount.host(program, program.toString()));
        }
        return seeing;
    }

    /** The worker may be another user than the verification. */
    public static void openToAll(Path file) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't open " + file + " to all users", e);
        }
    }

    private static WorkerSpec with(WorkerSpec spec, Mount mount) {
        boolean there = spec.mounts().stream().map(Mount::target).anyMatch(mount.target()::equals);
        return there ? spec : spec.withMount(mount);
    }

    /** What a command that is a main class in a JVM like this one needs. */
    private static List<Path> programs(Launch launch) {
        if (!(launch instanceof Launch.Command command)
                || command.words().stream().noneMatch(word -> word.startsWith(JAVA_HOME + "/"))) {
            return List.of();
        }
        List<String> words = command.words();
        Stream<Path> classPath =
                Stream.of(words.get(words.indexOf("-cp") + 1).split(File.pathSeparator))
                        .map(Path::of)
                        .filter(Files::exists);
        return Stream.of(Stream.of(JAVA_HOME), jdkFilesElsewhere(), classPath)
                .flatMap(paths -> paths)
                .toList();
    }

    /** A JDK may have its settings in another place, behind links. */
    private static Stream<Path> jdkFilesElsewhere() {
        try (Stream<Path> files = Files.walk(JAVA_HOME)) {
            return files
                    .filter(Files::isSymbolicLink)
                    .filter(Files::isRegularFile)
                    .map(HostFolder::target)
                    .filter(target -> !target.startsWith(JAVA_HOME))
                    .distinct()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't look for the files of " + JAVA_HOME, e);
        }
    }

    private static Path target(Path link) {
        try {
            return link.getParent().resolve(Files.readSymbolicLink(link)).normalize();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the link " + link, e);
        }
    }
}
