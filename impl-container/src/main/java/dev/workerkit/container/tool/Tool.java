package dev.workerkit.container.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of the machine, which is run to its end each time. Immutable, and safe for use by
 * several threads.
 *
 * @param path where it is
 */
public record Tool(Path path) {

    /** Where the programs of an administrator are, which are not on everybody's path. */
    private static final List<String> ADMINISTRATION =
            List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

    /** Looks for a program on the path and where the ones of administrators are. */
    public static Optional<Tool> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.concat(Stream.of(path.split(":")), ADMINISTRATION.stream())
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .map(Tool::new);
    }

    /**
     * The same.
     *
     * @param advice what to do if there is none
     * @throws ToolException if there is none
     */
    public static Tool require(String name, String advice) {
        return find(name)
                .orElseThrow(
                        () -> new ToolException("There is no program '" + name + "'; " + advice));
    }

    /**
     * Runs it, and waits for its end.
     *
     * @return what it said
     * @throws ToolException if it can't be started, did not end in time or failed
     */
    public String run(Duration limit, Object... arguments) {
        Outcome outcome = attempt(limit, arguments);
        if (outcome.code() != 0) {
            throw failure(outcome, arguments);
        }
        return outcome.output();
    }

    /**
     * Runs it, and waits for its end; that it may fail is the caller's business.
     *
     * @throws ToolException if it can't be started or did not end in time
     */
    public Outcome attempt(Duration limit, Object... arguments) {
        List<String> words = words(arguments);
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        // A tool that runs on Java: these hold options and agents for the user's own JVMs.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            process.onExit()
                    .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
                    .exceptionally(
                            late -> {
                                process.destroyForcibly();
                                return process;
                            });
            long start = System.nanoTime();
            byte[] said = process.getInputStream().readAllBytes();
            int code = process.onExit().join().exitValue();
            if (code != 0 && System.nanoTime() - start >= limit.toNanos()) {
                throw new ToolException(
                        "Tried to run "
                                + String.join(" ", words)
                                + ": not done in "
                                + limit.toMillis()
                                + " ms; look what holds it up");
            }
            return new Outcome(code, new String(said, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new ToolException(
                    "Tried to run "
                            + String.join(" ", words)
                            + ": "
                            + e.getMessage()
                            + "; see that it is there and may be run",
                    e);
        }
    }

    /** What to throw for an outcome that the caller did not expect. */
    public ToolException failure(Outcome outcome, Object... arguments) {
        return new ToolException(
                "Tried to run "
                        + String.join(" ", words(arguments))
                        + ": it failed with "
                        + outcome.code()
                        + " and said '"
                        + outcome.output()
                        + "'");
    }

    private List<String> words(Object... arguments) {
        List<String> words = new ArrayList<>();
        words.add(path.toString());
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return words;
    }

    /**
     * How a run ended.
     *
     * @param code the exit code; 128 and the signal if one killed it
     * @param output what was said to standard output and standard error
     */
    public record Outcome(int code, String output) {}
}
