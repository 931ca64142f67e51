package dev.workerkit.tck.command;

import dev.workerkit.tck.OwnJvm;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The same command once more, in a JVM that finds the runtime. It is for commands that are with the
 * runtime in one JVM, and that start others which have to find it, too.
 */
final class Relaunch {

    private static final String OPTION = "--classpath";

    private final List<Path> classPath;
    private final List<String> words;

    /**
     * Of a command as it was given.
     *
     * @param classPath what its JVM does not find yet
     */
    Relaunch(List<Path> classPath, CommandSpec command) {
        this.classPath = classPath;
        this.words = without(command.root().commandLine().getParseResult().expandedArgs());
    }

    /** The words but for the class path, which the JVM has then. */
    private static List<String> without(List<String> given) {
        List<String> left = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i).equals(OPTION)) {
                i++;
            } else if (!given.get(i).startsWith(OPTION + "=")) {
                left.add(given.get(i));
            }
        }
        return left;
    }

    /** Runs it to its end; its exit code. At Ctrl-C and SIGTERM it ends in good order. */
    int run(PrintStream out, PrintWriter err) throws InterruptedException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        ProcessBuilder jvm =
                OwnJvm.builder(
                                temporary,
                                classPath,
                                List.of(),
                                Tck.class,
                                words.toArray(String[]::new))
                        .directory(Path.of("").toAbsolutePath().toFile())
                        .redirectErrorStream(false);
        Process process = OwnJvm.start(jvm);
        Interruption interruption = Interruption.by(process::destroy);
        try {
            Thread errors = new Thread(() -> passOn(process, err), "tck errors");
            errors.start();
            process.getInputStream().transferTo(out);
            errors.join();
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("What the other JVM says can't be told", e);
        } finally {
            process.destroy();
            interruption.over();
        }
    }

    private static void passOn(Process process, PrintWriter err) {
        process.errorReader().lines().map(Objects::requireNonNull).forEach(err::println);
    }
}
