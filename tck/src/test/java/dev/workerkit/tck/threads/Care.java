package dev.workerkit.tck.threads;

import dev.workerkit.Recycle;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Looks after a worker that runs: is it too old, wedged, or has a file changed? */
final class Care {

    private static final Duration FILES_SEEN_EVERY = Duration.ofMillis(100);
    private static final int LOOKS_PER_LIMIT = 10;

    private final Lifecycle lifecycle;
    private final Supervisor supervisor;
    private final WorkerSpec spec;

    Care(Lifecycle lifecycle, Supervisor supervisor, WorkerSpec spec) {
        this.lifecycle = lifecycle;
        this.supervisor = supervisor;
        this.spec = spec;
    }

    /** Begins, and ends with the incarnation that runs now. */
    void of(Life life) {
        int number = lifecycle.standing().incarnation();
        Recycle recycle = spec.recycle();
        recycle.age(ThreadLocalRandom.current().nextDouble())
                .ifPresent(
                        age ->
                                supervisor.later(
                                        age,
                                        () -> lifecycle.recycle(number, "it is " + age + " old")));
        if (!recycle.watched().isEmpty()) {
            List<String> seen = files();
            eachTime(number, FILES_SEEN_EVERY, () -> lookAtFiles(number, seen));
        }
        spec.watchdog()
                .ifPresent(
                        dog ->
                                eachTime(
                                        number,
                                        dog.limit().dividedBy(LOOKS_PER_LIMIT),
                                        () -> lookAtWork(number, life, dog.limit())));
    }

    private void eachTime(int number, Duration pause, Runnable look) {
        supervisor.later(
                pause,
                () -> {
                    if (number == lifecycle.standing().incarnation()
                            && lifecycle.standing().state() == WorkerState.RUNNING) {
                        look.run();
                        eachTime(number, pause, look);
                    }
                });
    }

    private void lookAtWork(int number, Life life, Duration limit) {
        if (life.busyFor().filter(busy -> busy.compareTo(limit) >= 0).isPresent()) {
            lifecycle.isWedged(number);
        }
    }

    private void lookAtFiles(int number, List<String> seen) {
        if (!files().equals(seen)) {
            lifecycle.recycle(number, "a file that it watches has changed");
        }
    }

    private List<String> files() {
        Path folder = spec.workingDirectory().orElse(Path.of(""));
        return spec.recycle().watched().stream().map(file -> mark(folder.resolve(file))).toList();
    }

    private static String mark(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return "missing";
        }
    }
}
