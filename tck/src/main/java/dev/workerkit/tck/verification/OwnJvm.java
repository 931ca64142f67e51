package dev.workerkit.tck.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JVMs like this one, for what the death or the first moments of a JVM are to show. */
final class OwnJvm {

    private OwnJvm() {}

    /**
     * Starts a main class with the class path and the settings of this JVM; its errors go with its
     * output.
     *
     * @param folder where it runs, and where its temporary files go
     */
    static Process start(Path folder, Class<?> main, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(OwnJvm::isPassedOn)
                .forEach(words::add);
        words.add("-Djava.io.tmpdir=" + folder);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        words.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't start " + words, e);
        }
    }

    private static boolean isPassedOn(String setting) {
        return setting.startsWith("-D")
                || setting.startsWith("--add-opens")
                || setting.startsWith("--add-exports")
                || setting.startsWith("--enable-native-access")
                || setting.startsWith("--sun-misc-unsafe-memory-access");
    }
}
