package dev.workerkit.tck.sabotage;

import dev.workerkit.Launch;
import dev.workerkit.WorkerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Processes that no runtime knows of, as one has them that loses sight of a child: they do on this
 * machine what a worker does. All have a variable of their own, by which an undertaker finds them
 * when the stray is closed, when the folder for temporary files is gone, as that of a master is after
 * its verification, and after two minutes at the latest.
 */
final class Stray implements AutoCloseable {

    private static final String VARIABLE = "TCK_STRAY";

    /** Twice, for one may be born while the others die. */
    private static final String UNDERTAKER =
            """
            waits=600
            while [ -e "$1" ] && [ $waits -gt 0 ]; do waits=$((waits - 1)); sleep 0.2; done
            for round in 1 2; do for file in $(grep -ls "$0=$1" /proc/[0-9]*/environ); do
                process=${file#/proc/}
                kill -9 ${process%/environ}
            done; done
            rm -f "$1"
            """;

    /** The worker, who may be somebody else, is to write to the files that a stray makes, too. */
    private static final String SHARING = "umask 0; exec \"$@\"";

    private final Path wanted;
    private final Process undertaker;

    private Stray(List<String> words, WorkerSpec spec) throws IOException {
        wanted = Files.createTempFile("stray-", "");
        undertaker =
                silent(new ProcessBuilder("sh", "-c", UNDERTAKER, VARIABLE, wanted.toString()))
                        .start();
        ProcessBuilder builder = silent(new ProcessBuilder(Launches.by(SHARING, words)));
        builder.environment().putAll(spec.environment());
        builder.environment().put(VARIABLE, wanted.toString());
        spec.workingDirectory().map(Path::toFile).ifPresent(builder::directory);
        builder.start();
    }

    private static ProcessBuilder silent(ProcessBuilder builder) {
        return builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }

    /** One that does what the worker does; none where that is a Java class. */
    static Optional<Stray> of(WorkerSpec spec) {
        List<String> words = words(spec.launch());
        try {
            return words.isEmpty() ? Optional.empty() : Optional.of(new Stray(words, spec));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't start " + words, e);
        }
    }

    private static List<String> words(Launch launch) {
        if (launch instanceof Launch.Command command) {
            return command.words();
        }
        return launch instanceof Launch.ShellLine shell
                ? List.of("/bin/sh", "-c", shell.line())
                : List.of();
    }

    /** Ends it. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(wanted);
            undertaker.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't delete " + wanted, e);
        } catch (InterruptedException e) {
            // It goes on without being waited for.
            Thread.currentThread().interrupt();
        }
    }
}
