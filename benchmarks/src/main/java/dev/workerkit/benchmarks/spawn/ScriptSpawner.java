package dev.workerkit.benchmarks.spawn;

import dev.workerkit.benchmarks.machine.Scratch;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A script that spawns processes in its language's own way. It runs already, and is told by a line
 * when to; it answers with a line when it has its child's answer. The two lines take some ten
 * microseconds.
 */
final class ScriptSpawner implements Spawner {

    private static final long PATIENCE_SECONDS = 10;

    private final Scratch scratch;
    private final Process process;
    private final BufferedWriter toIt;
    private final BufferedReader fromIt;

    private ScriptSpawner(Scratch scratch, Process process) {
        this.scratch = scratch;
        this.process = process;
        this.toIt = process.outputWriter();
        this.fromIt = process.inputReader();
    }

    /** Why this interpreter is not there. */
    static Optional<String> absence(String interpreter, String question) {
        try {
            Process asked =
                    new ProcessBuilder(interpreter, question)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (asked.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && asked.exitValue() == 0) {
                return Optional.empty();
            }
            asked.destroyForcibly();
            return Optional.of(interpreter + " does not run on this machine");
        } catch (IOException e) {
            return Optional.of("there is no " + interpreter + " on the PATH");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the look for " + interpreter + " was interrupted");
        }
    }

    /** Starts a script that is among our resources, with others beside it. */
    static ScriptSpawner open(String interpreter, String script, String... others)
            throws IOException {
        Scratch scratch = Scratch.make();
        try {
            copy(script, scratch.folder());
            for (String other : others) {
                copy(other, scratch.folder());
            }
            Path file = scratch.folder().resolve(script);
            Process process =
                    new ProcessBuilder(interpreter, file.toString())
                            .redirectError(scratch.folder().resolve("err").toFile())
                            .start();
            return new ScriptSpawner(scratch, process);
        } catch (IOException e) {
            scratch.close();
            throw e;
        }
    }

    private static void copy(String script, Path folder) throws IOException {
        try (InputStream resource =
                Objects.requireNonNull(ScriptSpawner.class.getResourceAsStream(script))) {
            Files.copy(resource, folder.resolve(script));
        }
    }

    @Override
    public void spawn() throws IOException {
        ask("spawn", "spawned");
    }

    @Override
    public void end() throws IOException {
        ask("end", "ended");
    }

    private void ask(String order, String expected) throws IOException {
        toIt.write(order + "\n");
        toIt.flush();
        String answer = fromIt.readLine();
        if (!expected.equals(answer)) {
            throw new IOException(
                    "The script said "
                            + answer
                            + " instead of "
                            + expected
                            + ": "
                            + Files.readString(scratch.folder().resolve("err")).strip());
        }
    }

    @Override
    public void close() throws IOException {
        try (scratch) {
            // Its children see the end of their pipes, too.
            toIt.close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
