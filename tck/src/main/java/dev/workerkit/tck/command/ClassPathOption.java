package dev.workerkit.tck.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where a runtime is that the TCK's own class path does not have. */
final class ClassPathOption {

    private static final String PROVIDERS =
            "META-INF/services/dev.workerkit.spi.WorkerRuntimeProvider";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description =
                    "The jars and folders of classes of the runtime, as the JVM's class path is"
                            + " written; they come after the TCK's own.")
    private String path = "";

    /**
     * The jars and folders.
     *
     * @throws ParameterException if one is none, or none has a provider
     */
    List<Path> entries() {
        if (path.isEmpty()) {
            return List.of();
        }
        List<Path> entries = Stream.of(path.split(File.pathSeparator)).map(this::entry).toList();
        // All are looked at, so that each is known to be a jar.
        if (entries.stream().filter(this::hasProvider).toList().isEmpty()) {
            throw wrong(
                    path
                            + " has no provider: in none of it is there a file "
                            + PROVIDERS
                            + ", which names the class of your WorkerRuntimeProvider");
        }
        return entries;
    }

    private Path entry(String word) {
        if (word.isBlank()) {
            throw wrong("a part of '" + path + "' is empty");
        }
        if (word.endsWith("*")) {
            throw wrong(word + " is a pattern; name each jar");
        }
        Path entry = parsed(word);
        if (!Files.exists(entry)) {
            throw wrong("there is no " + entry.toAbsolutePath());
        }
        if (!Files.isReadable(entry)) {
            throw wrong(entry + " can't be read by this user");
        }
        return entry;
    }

    private Path parsed(String word) {
        try {
            return Path.of(word);
        } catch (InvalidPathException e) {
            throw wrong(word + " can't be a path: " + e.getReason());
        }
    }

    private boolean hasProvider(Path entry) {
        if (Files.isDirectory(entry)) {
            return Files.isRegularFile(entry.resolve(PROVIDERS));
        }
        try (ZipFile jar = new ZipFile(entry.toFile())) {
            return jar.getEntry(PROVIDERS) != null;
        } catch (ZipException e) {
            throw wrong(entry + " is no jar: " + e.getMessage());
        } catch (IOException e) {
            throw wrong(entry + " can't be read: " + e);
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), "--classpath: " + why);
    }
}
