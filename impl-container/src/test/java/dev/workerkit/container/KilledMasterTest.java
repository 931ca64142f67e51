package dev.workerkit.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.container.engine.Containers.Found;
import dev.workerkit.container.engine.Engine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing outlives a master that is killed: no container, directory or socket. */
@NeedsEngine
@Timeout(120)
class KilledMasterTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int WORKERS = 3;

    private final Engine engine = Engine.connect(Optional.empty());

    @AfterEach
    void close() {
        engine.close();
    }

    private static Process start(String... arguments) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.add(BusyMaster.class.getName());
        words.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** The labels of the master's first worker, when all of them run. */
    private Map<String, String> labels(Process master) throws IOException {
        BufferedReader told =
                new BufferedReader(
                        new InputStreamReader(master.getInputStream(), StandardCharsets.UTF_8));
        List<String> ids = new ArrayList<>();
        for (String line = told.readLine(); ids.size() < WORKERS; line = told.readLine()) {
            assertThat(line).as("the master lives").isNotNull();
            ids.add(line);
        }
        List<Found> found = engine.containers().list(Map.of(WorkerLabels.WORKER, ids.get(0)));
        assertThat(found).hasSize(1);
        return found.get(0).labels();
    }

    private List<Found> of(Map<String, String> labels) {
        return engine.containers()
                .list(Map.of(WorkerLabels.RUNTIME, labels.get(WorkerLabels.RUNTIME)));
    }

    @Test
    void nothingOutlivesAMasterThatIsKilledAtWork() throws Exception {
        Process master = start();
        Map<String, String> labels = labels(master);
        assertThat(of(labels)).hasSizeGreaterThanOrEqualTo(WORKERS);

        master.destroyForcibly().waitFor();
        long begin = System.nanoTime();

        Await.until("no container is left", LIMIT, () -> of(labels).isEmpty());
        // Half a second as a rule; more on a machine under load.
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(5));
        Path directory = Path.of(labels.get(WorkerLabels.DIRECTORY));
        Await.until("no directory is left", LIMIT, () -> !Files.exists(directory));
        assertThat(of(labels)).isEmpty();
    }

    @Test
    void whatMasterAndGuardLeaveTheNextMasterRemoves() throws Exception {
        Process master = start("quiet");
        Map<String, String> labels = labels(master);
        List<ProcessHandle> guards = guardsOf(master);
        assertThat(guards).hasSize(1);

        master.destroyForcibly();
        guards.forEach(ProcessHandle::destroyForcibly);
        master.waitFor();
        assertThat(of(labels)).as("the paused one, at least").isNotEmpty();

        try (WorkerRuntime next = WorkerRuntimes.open("container")) {
            assertThat(next.name()).isEqualTo("container");
            assertThat(of(labels)).isEmpty();
        }
        assertThat(Path.of(labels.get(WorkerLabels.DIRECTORY))).doesNotExist();
    }

    /** Stopped first, or it would replace them. */
    private static List<ProcessHandle> guardsOf(Process master) throws Exception {
        new ProcessBuilder("kill", "-STOP", Long.toString(master.pid())).start().waitFor();
        return Guards.of(master.pid());
    }
}
