package dev.workerkit.local;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.SpecException;
import dev.workerkit.launch.JavaHome;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command lines of JVMs: the profile's wrapper, what switches to its identity, and the java
 * command with its options.
 */
final class JavaCommand {

    private static final String WRAPPER = "bootstrap.wrapper";

    private final JavaHome java;
    private final List<String> jvmOptions;
    private final List<String> before;
    private final Path program;

    private JavaCommand(
            JavaHome java, BootstrapProfile profile, List<String> before, Path program) {
        this.java = java;
        this.jvmOptions = profile.jvmOptions();
        this.before = before;
        this.program = program;
    }

    /**
     * As a profile says.
     *
     * @throws SpecException if its wrapper is not found, or there is no switching to its identity
     */
    static JavaCommand of(JavaHome java, BootstrapProfile profile) {
        Optional<Switching> identity = profile.identity().map(Switching::to);
        List<String> before = new ArrayList<>(profile.wrapper());
        identity.ifPresent(switching -> before.addAll(switching.words()));
        Path program = identity.map(Switching::program).orElse(java.executable());
        if (!profile.wrapper().isEmpty()) {
            program =
                    Program.resolve(
                            WRAPPER, profile.wrapper().get(0), System.getenv("PATH"), Path.of(""));
        }
        return new JavaCommand(java, profile, List.copyOf(before), program);
    }

    /** The java command alone, run as the master itself. */
    static JavaCommand plain(JavaHome java, BootstrapProfile profile) {
        return new JavaCommand(java, profile, List.of(), java.executable());
    }

    /** The file to execute. */
    Path program() {
        return program;
    }

    /**
     * All words, the program's own name first.
     *
     * @param archiveOptions what starts from, or makes, a class-data archive
     * @param arguments of the main class
     */
    List<String> words(
            List<String> archiveOptions,
            List<String> classPath,
            String mainClass,
            List<String> arguments) {
        List<String> words = new ArrayList<>(before);
        words.add(java.executable().toString());
        words.addAll(java.options(jvmOptions));
        words.addAll(archiveOptions);
        words.addAll(jvmOptions);
        words.add("-cp");
        words.add(String.join(File.pathSeparator, classPath));
        words.add(mainClass);
        words.addAll(arguments);
        return List.copyOf(words);
    }
}
