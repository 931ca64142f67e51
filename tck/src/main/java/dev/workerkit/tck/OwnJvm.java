package dev.workerkit.tck;

import dev.workerkit.tck.leak.MarkedProcesses;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** JVMs like this one, for what the death or the first moments of a JVM are to show. */
public final class OwnJvm {

    private OwnJvm() {}

    /**
     * Starts a main class with the class path and the settings of this JVM; its errors go with its
     * output.
     *
     * @param folder where it runs, and where its temporary files go
     */
    public static Process start(Path folder, Class<?> main, String... arguments) {
        return start(builder(folder, List.of(), main, arguments));
    }

    /** Starts what was built. */
    public static Process start(ProcessBuilder jvm) {
        try {
            return jvm.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't start " + jvm.command(), e);
        }
    }

    /**
     * For a main class with the class path and the settings of this JVM, and some more; its errors
     * go with its output.
     *
     * @param folder where it runs, and where its temporary files go
     */
    public static ProcessBuilder builder(
            Path folder, List<String> settings, Class<?> main, String... arguments) {
        return builder(folder, List.of(), settings, main, arguments);
    }

    /**
     * The same, for a main class that finds more classes than this JVM.
     *
     * @param classPath where those are; they come after all that this JVM finds
     */
    public static ProcessBuilder builder(
            Path folder,
            List<Path> classPath,
            List<String> settings,
            Class<?> main,
            String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(OwnJvm::isPassedOn)
                .forEach(words::add);
        // Most live for a moment only; this halves what their start takes.
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        words.addAll(settings);
        TckSession.ifAny().map(TckSession::settings).ifPresent(words::addAll);
        words.add("-Djava.io.tmpdir=" + folder);
        String whole =
                Stream.concat(
                                Stream.of(System.getProperty("java.class.path")),
                                classPath.stream().map(Path::toAbsolutePath).map(Path::toString))
                        .collect(Collectors.joining(File.pathSeparator));
        words.addAll(List.of("-cp", whole, main.getName()));
        words.addAll(List.of(arguments));
        ProcessBuilder jvm =
                new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        MarkedProcesses.mark(jvm.environment());
        return jvm;
    }

    private static boolean isPassedOn(String setting) {
        return setting.startsWith("-D")
                || setting.startsWith("--add-opens")
                || setting.startsWith("--add-exports")
                || setting.startsWith("--enable-native-access")
                || setting.startsWith("--sun-misc-unsafe-memory-access");
    }
}
