package dev.workerkit.tck.verification;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Fixtures that need nothing but the JDK, as commands. */
final class JavaCommand {

    private JavaCommand() {}

    /** The command that runs a main class of the TCK in a small JVM. */
    static List<String> words(Class<?> main, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx32m"));
        words.addAll(List.of("-cp", ownClassPath(main), main.getName()));
        words.addAll(List.of(arguments));
        return words;
    }

    private static String ownClassPath(Class<?> main) {
        try {
            return Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The TCK's own jar has no path", e);
        }
    }
}
