package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Beating;
import dev.workerkit.tck.fixture.MasterMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * That what has ended does nothing any more, whatever it was: a process, or a thread. Java workers
 * write to a file as long as they live.
 */
class Beats {

    private static final Duration WHILE = Beating.EVERY.multipliedBy(20);

    @RegisterExtension final Stage stage = new Stage();

    @BeforeEach
    void needsAFile() {
        Stage.assumeCan(Capability.JAVA);
        Stage.assumeCan(Capability.HOST_FILES);
    }

    private Worker beating(Path file) {
        Worker worker = stage.running(WorkerSpec.of(Beating.class, file.toString()));
        awaitBeatOf(file, 1);
        return worker;
    }

    private static List<String> beats(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file, e);
        }
    }

    private static void awaitBeatOf(Path file, int incarnation) {
        Stage.session()
                .await(
                        "a beat of incarnation " + incarnation,
                        () -> beats(file),
                        beats -> beats.contains(Integer.toString(incarnation)));
    }

    private static void assertNoMore(Path file) {
        int before = beats(file).size();
        Stage.session()
                .throughout(
                        "a worker that has ended does nothing",
                        WHILE,
                        () -> beats(file).size(),
                        beats -> beats == before);
    }

    @Test
    @Requirement("WRK-LIFE-004")
    void aWorkerThatHasEndedDoesNothing() {
        Path stoppedFile = stage.folder().resolve("stopped");
        Path killedFile = stage.folder().resolve("killed");
        Worker stopped = beating(stoppedFile);
        Worker killed = beating(killedFile);

        assertThat(Stage.await("the stop", stopped.stop()).state()).isEqualTo(STOPPED);
        assertNoMore(stoppedFile);
        assertThat(Stage.await("the kill", killed.kill()).state()).isEqualTo(STOPPED);
        assertNoMore(killedFile);
    }

    @Test
    @Requirement("WRK-LIFE-014")
    void noIncarnationMeetsItsSuccessor() {
        Path file = stage.folder().resolve("restarted");
        Worker worker = beating(file);

        for (int incarnation = 2; incarnation <= 5; incarnation++) {
            Stage.await("the restart", worker.restart());
            awaitBeatOf(file, incarnation);
        }

        Stage.awaitState(worker, RUNNING);
        assertThat(beats(file)).isSorted();
    }

    @Test
    @Requirement("WRK-STOP-010")
    void noWorkerWorksOnAfterTheDeathOfItsMaster() {
        Path file = stage.folder().resolve(MasterMain.BEATS);
        try (Master master = Master.staying(stage.folder())) {
            awaitBeatOf(file, 1);

            master.kill();

            Stage.session()
                    .await(
                            "a window in which no worker of the dead master does anything",
                            () -> beatsWithin(file, WHILE),
                            beats -> beats == 0);
        }
    }

    private static int beatsWithin(Path file, Duration window) {
        int before = beats(file).size();
        Stage.session().throughout("time passes", window, () -> true, always -> always);
        return beats(file).size() - before;
    }
}
