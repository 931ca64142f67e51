package dev.workerkit.container.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A tool of a JDK, run to its end. */
final class Tool {

    /** Only a tool that hangs takes so long, even on a very busy machine. */
    private static final int LIMIT_MINUTES = 10;

    private static final int TOLD = 1000;

    private Tool() {}

    /**
     * Runs it.
     *
     * @param workplace where it runs, and leaves its output in a file
     * @return what it printed
     * @throws IOException if it fails; its message ends with the end of what it printed
     */
    static String run(Path workplace, List<String> command) throws IOException {
        Path output = Files.createTempFile(workplace, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(workplace.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        // Options and agents that are meant for the user's own JVMs.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException(command + " has not ended in " + LIMIT_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + command.get(0) + " ran");
        } finally {
            process.destroyForcibly();
        }
        String printed = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
        if (process.exitValue() != 0) {
            String end = printed.substring(Math.max(0, printed.length() - TOLD));
            throw new IOException(
                    command.get(0) + " ended with status " + process.exitValue() + ": " + end);
        }
        return printed;
    }
}
