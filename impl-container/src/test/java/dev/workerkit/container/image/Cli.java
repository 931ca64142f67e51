package dev.workerkit.container.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of this machine and how it ended. */
record Cli(int status, String output) {

    private static final int LIMIT_SECONDS = 120;

    /** Runs it, with standard error in its output. */
    static Cli run(List<String> command) {
        return run(command, InputStream.nullInputStream());
    }

    static Cli run(List<String> command, InputStream input) {
        try {
            Path output = Files.createTempFile("workerkit-cli", ".txt");
            try {
                Process process =
                        new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(output.toFile())
                                .start();
                try (var stream = process.getOutputStream()) {
                    input.transferTo(stream);
                }
                assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                        .as("%s ends", command)
                        .isTrue();
                String text = Files.readString(output, StandardCharsets.UTF_8);
                return new Cli(process.exitValue(), text);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The output of a command that succeeds. */
    static String output(String... command) {
        Cli ended = run(List.of(command));
        assertThat(ended.status).as(ended.output).isZero();
        return ended.output.strip();
    }

    /** A container with all walls up that ends by itself. */
    static Cli contained(String image, String... command) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "docker",
                                "run",
                                "--rm",
                                "--network=none",
                                "--read-only",
                                "--user=65534:65534",
                                "--cap-drop=ALL",
                                "--security-opt=no-new-privileges",
                                "--tmpfs=/tmp:rw,noexec,nosuid,nodev,size=16m",
                                image));
        words.addAll(List.of(command));
        return run(words);
    }
}
