package dev.workerkit.benchmarks.peer;

import dev.workerkit.benchmarks.machine.JvmFlags;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The process of a far end. It ends when this one does, for its standard input then ends. */
final class FarProcess implements AutoCloseable {

    static final int READY = '!';

    private static final long GRACE_SECONDS = 5;

    private final Process process;
    private final Path errors;

    private FarProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    static FarProcess start(Peer peer, Setting setting, Lifeline lifeline) throws IOException {
        Path errors = setting.folder().resolve("far.err");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> words = new ArrayList<>(List.of(java.toString()));
        words.addAll(JvmFlags.all());
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), FarEnd.class.getName()));
        words.add(peer.name());
        words.add(setting.folder().toString());
        words.add(setting.role().name());
        words.add(setting.waiting().id());
        Process process = new ProcessBuilder(words).redirectError(errors.toFile()).start();
        process.onExit().thenRun(lifeline::cut);
        return new FarProcess(process, errors);
    }

    void awaitReady() throws IOException {
        if (fromIt().read() != READY) {
            close();
            throw new IOException("The far end did not start: " + Files.readString(errors).strip());
        }
    }

    /** What it writes to its standard output. */
    InputStream fromIt() {
        return process.getInputStream();
    }

    /** Its standard input. */
    OutputStream toIt() {
        return process.getOutputStream();
    }

    @Override
    public void close() throws IOException {
        try {
            toIt().close();
        } catch (IOException e) {
            // It has ended before, and with it the pipe.
        }
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
