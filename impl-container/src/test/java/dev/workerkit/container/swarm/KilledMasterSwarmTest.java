package dev.workerkit.container.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.container.Await;
import dev.workerkit.container.Guards;
import dev.workerkit.container.WorkerLabels;
import dev.workerkit.container.engine.Swarm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing outlives a master that is killed: no service, secret, task, container or directory. */
@Timeout(240)
class KilledMasterSwarmTest {

    private static final long LIMIT = 60;
    private static final int WORKERS = 3;

    private static ThreeNodes nodes;

    @BeforeAll
    static void start() throws Exception {
        nodes = ThreeNodes.start();
    }

    @AfterAll
    static void end() {
        nodes.close();
    }

    private static Process master() throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-Dswarm.folder=" + System.getProperty("swarm.folder", "/tmp/workerkit-swarm"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.add(SwarmMaster.class.getName());
        return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** The labels of the master's first service, when all of its workers run. */
    private static Map<String, String> labels(Process master) throws IOException {
        BufferedReader told =
                new BufferedReader(
                        new InputStreamReader(master.getInputStream(), StandardCharsets.UTF_8));
        List<String> ids = new ArrayList<>();
        for (String line = told.readLine(); ids.size() < WORKERS; line = told.readLine()) {
            assertThat(line).as("the master lives").isNotNull();
            ids.add(line);
        }
        List<Swarm.Found> found = nodes.swarm().services(Map.of(WorkerLabels.WORKER, ids.get(0)));
        assertThat(found).hasSize(1);
        return found.get(0).labels();
    }

    private static Map<String, String> ofRuntime(Map<String, String> labels) {
        return Map.of(WorkerLabels.RUNTIME, labels.get(WorkerLabels.RUNTIME));
    }

    private static void awaitNothingLeft(Map<String, String> labels) {
        Map<String, String> own = ofRuntime(labels);
        Await.until(
                "no service is left",
                Duration.ofSeconds(LIMIT),
                () -> nodes.swarm().services(own).isEmpty());
        Await.until(
                "no secret is left",
                Duration.ofSeconds(LIMIT),
                () -> nodes.swarm().secrets(own).isEmpty());
        Await.until(
                "no task is left",
                Duration.ofSeconds(LIMIT),
                () -> nodes.swarm().tasks(own).isEmpty());
        nodes.awaitNoContainers(own);
        Path directory = Path.of(labels.get(WorkerLabels.DIRECTORY));
        Await.until(
                "no directory is left", Duration.ofSeconds(LIMIT), () -> !Files.exists(directory));
    }

    @Test
    void nothingOutlivesAMasterThatIsKilled() throws Exception {
        Process master = master();
        Map<String, String> labels = labels(master);
        assertThat(nodes.swarm().services(ofRuntime(labels))).hasSize(WORKERS);
        assertThat(nodes.swarm().secrets(ofRuntime(labels))).hasSize(WORKERS - 1);

        master.destroyForcibly().waitFor();
        long begin = System.nanoTime();

        awaitNothingLeft(labels);
        System.out.println(
                "Nothing left after "
                        + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)
                        + " ms");
    }

    @Test
    void whatMasterAndGuardLeaveTheNextMasterRemoves() throws Exception {
        Process master = master();
        Map<String, String> labels = labels(master);
        // Stopped first, or it would replace them.
        new ProcessBuilder("kill", "-STOP", Long.toString(master.pid())).start().waitFor();
        List<ProcessHandle> guards = Guards.of(master.pid());
        assertThat(guards).hasSize(1);

        master.destroyForcibly();
        guards.forEach(ProcessHandle::destroyForcibly);
        master.waitFor();
        assertThat(nodes.swarm().services(ofRuntime(labels))).hasSize(WORKERS);

        try (WorkerRuntime next = WorkerRuntimes.open("swarm", ThreeNodes.options())) {
            assertThat(next.name()).isEqualTo("swarm");
            assertThat(nodes.swarm().services(ofRuntime(labels))).isEmpty();
        }
        awaitNothingLeft(labels);
    }
}
