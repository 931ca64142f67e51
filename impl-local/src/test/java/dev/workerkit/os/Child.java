package dev.workerkit.os;

import dev.workerkit.Await;
import dev.workerkit.WorkerExit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A shell line as a worker, with its tree; closing it leaves nothing behind. */
public final class Child implements AutoCloseable {

    private final String token;
    private final NativeProcess process;
    private final ProcessTree tree;
    private final PipeInput stdout;
    private final PipeInput stderr;
    private final BufferedReader output;

    private Child(NativeProcess process, String token) {
        this.token = token;
        this.process = process;
        this.tree = ProcessTree.ofWorker(process.pid(), token);
        this.stdout = new PipeInput(process.stdout());
        this.stderr = new PipeInput(process.stderr());
        this.output = reader(stdout);
    }

    public static Child shell(String line) {
        return shell(line, Map.of(), Optional.empty());
    }

    public static Child shell(
            String line, Map<String, String> environment, Optional<Path> directory) {
        String token = UUID.randomUUID().toString();
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", System.getenv("PATH"));
        all.put(Marker.INCARNATION, token);
        List<String> words = List.of("sh", "-c", line);
        return new Child(
                NativeProcess.spawn(new SpawnRequest(Path.of("/bin/sh"), words, all, directory)),
                token);
    }

    /** Another child of this JVM, with the marker of this one. */
    public NativeProcess beside(String line) {
        Map<String, String> environment =
                Map.of("PATH", System.getenv("PATH"), Marker.INCARNATION, token);
        return NativeProcess.spawnSilent(
                new SpawnRequest(
                        Path.of("/bin/sh"),
                        List.of("sh", "-c", line),
                        environment,
                        Optional.empty()));
    }

    /** Sends a signal to a process that is nobody's child here. */
    public static void signal(int pid, int signal) {
        LibC.kill(pid, signal);
    }

    public static boolean alive(int pid) {
        return new ProcFs().stat(pid).filter(ProcessEntry::alive).isPresent();
    }

    public NativeProcess process() {
        return process;
    }

    public PipeInput stdout() {
        return stdout;
    }

    public ProcessTree tree() {
        return tree;
    }

    public String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new AssertionError("The child closed its output; it wrote to stderr: " + error());
        }
        return line;
    }

    public int number() throws IOException {
        return Integer.parseInt(line().strip());
    }

    public String output() throws IOException {
        return output.lines().toList().toString();
    }

    public String error() throws IOException {
        return reader(stderr).lines().toList().toString();
    }

    public WorkerExit exit() {
        return process.exit().copy().orTimeout(Await.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        tree.kill();
        exit();
        process.reap();
        stdout.close();
        stderr.close();
    }

    private static BufferedReader reader(PipeInput input) {
        return new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    }
}
