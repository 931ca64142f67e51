package dev.workerkit.tck.verification;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.KillSwitch;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A kill switch's file in a folder of its own, and runtimes that obey it. */
record Switch(Stage stage, Path file) {

    /** One whose file does not exist yet. */
    static Switch on(Stage stage) {
        try {
            return new Switch(
                    stage, Files.createDirectory(stage.folder().resolve("switch")).resolve("kill"));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make a folder for the kill switch", e);
        }
    }

    /** The same switch by another name of its file. */
    Switch by(Path name) {
        return new Switch(stage, name);
    }

    /** Opens a runtime that obeys it. */
    WorkerRuntime open() {
        return stage.open(obeying(file));
    }

    /** What a runtime is opened with that obeys the switch in a file. */
    static RuntimeOptions obeying(Path file) {
        return RuntimeOptions.defaults()
                .withBootstrap(BootstrapProfile.defaults().withKillSwitch(file));
    }

    /** Without any worker that could start. */
    KillSwitch handle() {
        return open().killSwitch();
    }

    /** Puts this into the file, as somebody with an editor does. */
    void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + file, e);
        }
    }

    String read() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file, e);
        }
    }

    /** The names of all that is in the folder, sorted. */
    List<String> folder() {
        try (Stream<Path> all = Files.list(file.getParent())) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't list the folder of " + file, e);
        }
    }

    /** Waits until the worker waits to be allowed. */
    static WorkerSnapshot heldUp(Worker worker) {
        return Stage.session()
                .await(
                        "worker " + worker.name() + " waits to be allowed",
                        worker::snapshot,
                        snapshot -> snapshot.forbidden().isPresent());
    }

    /** Waits until the worker is spawned, or waits to be allowed. */
    static WorkerSnapshot started(Worker worker) {
        return Stage.session()
                .await(
                        "worker " + worker.name() + " is spawned or waits to be allowed",
                        worker::snapshot,
                        now ->
                                now.incarnation() > 0 && now.state() != WorkerState.STARTING
                                        || now.forbidden().isPresent());
    }
}
