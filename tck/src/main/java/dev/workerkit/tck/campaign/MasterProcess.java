package dev.workerkit.tck.campaign;

import dev.workerkit.tck.OwnJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The masters of a campaign, one after another. Used by one thread. */
final class MasterProcess {

    /** Quick to start, and light enough for a small machine. */
    private static final List<String> SETTINGS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

    private static final int LAST_WORDS = 20;

    private final ProcessBuilder jvm;
    private final Path output;
    private Process process;

    /** Starts the first one; its temporary files and output go to the campaign's folder. */
    MasterProcess(String runtime, Path folder, int lanes) {
        Path temporary = temporary(folder);
        output = folder.resolve("master.output");
        try {
            Files.createDirectories(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make " + temporary, e);
        }
        jvm =
                OwnJvm.builder(
                        temporary,
                        SETTINGS,
                        CampaignMaster.class,
                        runtime,
                        folder.toString(),
                        Integer.toString(lanes));
        // By which whatever descends from it is found, unless it sheds its environment.
        jvm.environment().put(Lane.VARIABLE, Lane.mark(folder));
        jvm.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        process = OwnJvm.start(jvm);
    }

    static Path temporary(Path folder) {
        return folder.resolve("temporary");
    }

    /** Kills it, and it alone. */
    void kill() {
        process.destroyForcibly();
    }

    /** Starts another when the last one is dead. */
    void replace() throws InterruptedException {
        process.waitFor();
        process = OwnJvm.start(jvm);
    }

    /** What is wrong, if it has ended by itself. */
    Optional<String> trouble() {
        return process.isAlive()
                ? Optional.empty()
                : Optional.of(
                        "a master ended by itself with exit code "
                                + process.exitValue()
                                + "; its last words: "
                                + lastWords());
    }

    /** What is wrong, if it does not end well within this time. */
    Optional<String> end(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.of("the last master did not end within " + patience);
        }
        return process.exitValue() == 0 ? Optional.empty() : trouble();
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(output);
            return String.join(
                    " | ", lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size()));
        } catch (IOException e) {
            return "none that can be read";
        }
    }
}
