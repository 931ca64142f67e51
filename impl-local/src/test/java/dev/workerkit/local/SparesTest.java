package dev.workerkit.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Await;
import dev.workerkit.Backoff;
import dev.workerkit.BootstrapProfile;
import dev.workerkit.LogLine;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.worker.EventedWorker;
import dev.workerkit.worker.WorkerContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of spares that can't start, and of what they write. */
@Timeout(60)
class SparesTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir Path folder;

    /** Sends back what it receives. */
    public static final class Echo implements EventedWorker {
        @Override
        public void onMessage(Object message, WorkerContext context) {
            context.channel().send(message);
        }
    }

    /** Each JVM is started by a script, which does this before if it is to be a spare. */
    private static WorkerRuntime openWith(String script) {
        BootstrapProfile profile =
                BootstrapProfile.defaults()
                        .withWrapper(
                                "/bin/sh",
                                "-c",
                                "case \"$*\" in *SpareHost*) " + script + ";; esac; exec \"$@\"",
                                "sh");
        return WorkerRuntimes.open("local", RuntimeOptions.defaults().withBootstrap(profile));
    }

    private static Worker start(WorkerRuntime runtime) {
        Worker worker =
                runtime.start(
                        WorkerSpec.of(Echo.class)
                                .withSpares(1)
                                .withRestart(
                                        RestartPolicy.always()
                                                .withDelay(Backoff.none())
                                                .withIntensity(RestartIntensity.unlimited())));
        worker.ready().join();
        return worker;
    }

    private static void crash(Worker worker) {
        int before = worker.snapshot().incarnation();
        worker.snapshot().pid().stream()
                .boxed()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroyForcibly);
        Await.until(
                "it runs again",
                LONG,
                () ->
                        worker.snapshot().incarnation() > before
                                && worker.state() == WorkerState.RUNNING);
    }

    @Test
    void sparesThatCanNotStartAreTriedLessAndLessAndNobodyWaitsForThem() throws IOException {
        Path tries = folder.resolve("tries");
        try (WorkerRuntime runtime = openWith("date +%s%3N >> '" + tries + "'; exit 3")) {
            Worker worker = start(runtime);
            Await.until("five spares have failed", LONG, () -> lines(tries).size() >= 5);
            crash(worker);
            worker.channel().send("still");
            assertThat(worker.channel().receive(LONG)).isEqualTo("still");
        }
        List<Long> times = lines(tries).stream().map(Long::valueOf).toList();
        // The pauses before them are of 100, 200, 400 and 800 ms.
        assertThat(times.get(4) - times.get(0)).isGreaterThanOrEqualTo(1500);
    }

    @Test
    void whatASpareWritesIsInTheLogOfWhatItBecomes() {
        try (WorkerRuntime runtime = openWith("echo written as a spare")) {
            Worker worker = start(runtime);
            Await.until(
                    "a spare was taken",
                    LONG,
                    () -> {
                        crash(worker);
                        return worker.log().tail(1000).stream().anyMatch(SparesTest::isOfASpare);
                    });
            assertThat(worker.log().tail(1000))
                    .filteredOn(SparesTest::isOfASpare)
                    .allMatch(line -> line.incarnation() > 1);
        }
    }

    private static boolean isOfASpare(LogLine line) {
        return line.text().equals("written as a spare");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + file, e);
        }
    }
}
