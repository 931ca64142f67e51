package dev.workerkit.local;

import dev.workerkit.WorkerException;
import dev.workerkit.os.GuardProcess;
import dev.workerkit.os.Marker;
import dev.workerkit.os.RunDirectory;
import dev.workerkit.os.SpawnRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sees to it that nothing outlives the master, however that dies: a small shell process that reads
 * from a pipe. When the kernel closes the master's end and there was no farewell, it kills all
 * processes that carry the runtime's {@link Marker} and deletes the runtime's directories.
 *
 * <p>What goes wrong if master and guard are killed together, the next master puts right ({@link
 * RunDirectory}).
 */
final class Guard implements AutoCloseable {

    private static final String SHELL = "/bin/sh";
    private static final String SCRIPT_VARIABLE = "WORKERKIT_GUARD";
    private static final String STANDARD_PATH = "/usr/bin:/bin:/usr/sbin:/sbin";

    private final GuardProcess process;

    private Guard(GuardProcess process) {
        this.process = process;
    }

    /**
     * Starts a guard.
     *
     * @param runtimeToken what processes to kill carry as {@link Marker#RUNTIME}
     * @param directories to delete; their last names are {@code workerkit-UID} and the token, or the
     *     guard leaves them alone
     * @throws WorkerException if it does not start
     */
    static Guard start(String runtimeToken, List<Path> directories) {
        return new Guard(
                GuardProcess.start(
                        "workerkit-guard-" + runtimeToken,
                        request(runtimeToken, directories),
                        () -> ""));
    }

    /** Sends the guard away; it kills and deletes nothing. Returns when it is gone. */
    @Override
    public void close() {
        process.close();
    }

    static SpawnRequest request(String runtimeToken, List<Path> directories) {
        // The script travels in a variable, so that a list of processes shows it in one short line.
        List<String> words = new ArrayList<>();
        words.addAll(List.of("sh", "-c", "eval \"$" + SCRIPT_VARIABLE + "\"", "workerkit-guard"));
        words.add(runtimeToken);
        directories.forEach(directory -> words.add(directory.toString()));
        String path = System.getenv("PATH");
        Map<String, String> environment =
                Map.of(
                        "PATH",
                        path == null ? STANDARD_PATH : STANDARD_PATH + ":" + path,
                        "LC_ALL",
                        "C",
                        SCRIPT_VARIABLE,
                        script());
        return new SpawnRequest(Path.of(SHELL), words, environment, Optional.of(Path.of("/")));
    }

    private static String script() {
        try (InputStream resource = Guard.class.getResourceAsStream("guard.sh")) {
            if (resource == null) {
                throw new WorkerException("The jar lacks guard.sh; build it anew");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Tried to read guard.sh: " + e.getMessage(), e);
        }
    }
}
