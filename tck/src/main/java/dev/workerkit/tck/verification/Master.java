package dev.workerkit.tck.verification;

import dev.workerkit.tck.OwnJvm;
import dev.workerkit.tck.fixture.MasterMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A master in a process of its own, with workers. */
final class Master implements AutoCloseable {

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Process process;
    private final List<Long> masters = new CopyOnWriteArrayList<>();
    private final List<Long> workers;

    private Master(Class<?> main, Path folder, Map<String, String> variables, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of(Stage.session().runtimeName()));
        arguments.addAll(more);
        ProcessBuilder jvm =
                OwnJvm.builder(folder, List.of(), main, arguments.toArray(String[]::new));
        jvm.environment().putAll(variables);
        process = OwnJvm.start(jvm);
        try {
            workers = Stage.await("the master says that its workers run", readPids());
        } catch (RuntimeException | Error e) {
            process.destroyForcibly(); // Nobody can close what was not made.
            throw e;
        }
    }

    /** Starts a shell line for each argument, and lives on. */
    static Master staying(Path folder, String... shellLines) {
        return withFate("stay", folder, Map.of(), shellLines);
    }

    /** Starts a shell line for each argument, and exits without closing anything. */
    static Master exiting(Path folder, String... shellLines) {
        return withFate("exit", folder, Map.of(), shellLines);
    }

    /** With these variables starts a shell line for each argument, and lives on. */
    static Master staying(Path folder, Map<String, String> variables, String... shellLines) {
        return withFate("stay", folder, variables, shellLines);
    }

    private static Master withFate(
            String fate, Path folder, Map<String, String> variables, String... shellLines) {
        List<String> arguments = new ArrayList<>(List.of(fate, folder.toString()));
        arguments.addAll(List.of(shellLines));
        return new Master(MasterMain.class, folder, variables, arguments);
    }

    /**
     * Runs this main class, which prints {@link MasterMain#UP} and the processes of its workers.
     *
     * @param arguments those after the runtime's name
     */
    static Master of(Class<?> main, Path folder, String... arguments) {
        return new Master(main, folder, Map.of(), List.of(arguments));
    }

    /** The main processes of its workers; nobody knows those that are none of this machine. */
    List<Long> workers() {
        return workers;
    }

    /** Kills it, and it alone; returns when it is dead. */
    void kill() {
        masters.stream()
                .flatMap(master -> ProcessHandle.of(master).stream())
                .forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Stage.await("the master is dead", process.onExit());
    }

    /** Waits until it has ended by itself. */
    void awaitEnd() {
        Stage.await("the master ends", process.onExit());
    }

    private CompletableFuture<List<Long>> readPids() {
        CompletableFuture<List<Long>> pids = new CompletableFuture<>();
        Thread reader =
                new Thread(
                        () -> {
                            try {
                                pids.complete(firstPids());
                            } catch (IOException | RuntimeException e) {
                                pids.completeExceptionally(e);
                            }
                        },
                        "master-output");
        reader.setDaemon(true);
        reader.start();
        return pids;
    }

    private List<Long> firstPids() throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder other = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(MasterMain.UP)) {
                return numbers(line);
            }
            if (line.startsWith(MasterMain.MASTERS)) {
                masters.addAll(numbers(line));
            }
            other.append(line).append('\n');
        }
        throw new UncheckedIOException(
                new IOException("The master ended before its workers ran; it said: " + other));
    }

    private static List<Long> numbers(String line) {
        return NUMBER.matcher(line).results().map(MatchResult::group).map(Long::valueOf).toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
