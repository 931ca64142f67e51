package dev.workerkit.tck.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What shows that a process lives, wherever it does: it adds a line to a file again and again. A
 * verification of whose folder workers see nothing can't have one.
 */
record Pulse(Path file) {

    private static final String PAUSE = "0.02";

    /** In which one that lives would beat several times. */
    private static final Duration WHILE = Duration.ofMillis(250);

    /** With a file of this name in the folder of the verification. */
    static Pulse of(Stage stage, String name) {
        Stage.assumeSharesFiles();
        return new Pulse(stage.file(name));
    }

    /** For {@code /bin/sh}: beats for ever. */
    String beating() {
        return beating("beat");
    }

    /** For {@code /bin/sh}: beats for ever with this word, which may be a variable. */
    String beating(String word) {
        return "while :; do echo %s >> '%s'; sleep %s; done".formatted(word, file, PAUSE);
    }

    /** The beats so far. */
    List<String> beats() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file, e);
        }
    }

    /** Waits until the process lives. */
    void awaitBeat() {
        awaitBeat("beat");
    }

    /** Waits until the process with this word lives. */
    void awaitBeat(String word) {
        Stage.session().await("a beat of " + word, this::beats, beats -> beats.contains(word));
    }

    /** There is none any more, and none that was about to beat. */
    void assertNoMore() {
        int now = beats().size();
        Stage.session()
                .throughout(
                        "no process adds to " + file.getFileName(),
                        WHILE,
                        () -> beats().size(),
                        Integer.valueOf(now)::equals);
    }

    /** Waits until there is none any more. */
    void awaitNoMore() {
        Stage.session()
                .await(
                        "no process adds to " + file.getFileName() + " any more",
                        this::isQuiet,
                        quiet -> quiet);
    }

    private boolean isQuiet() {
        int before = beats().size();
        try {
            Thread.sleep(WHILE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return beats().size() == before;
    }
}
