package dev.workerkit.container.swarm;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.Await;
import dev.workerkit.container.TestImage;
import dev.workerkit.container.WorkerLabels;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.Swarm;
import dev.workerkit.container.engine.SwarmNode;
import dev.workerkit.container.engine.SwarmTask;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The swarm of the script {@code src/test/swarm}, with the images that tests use on all nodes. */
final class ThreeNodes implements AutoCloseable {

    static final int COUNT = 3;

    private static final Path FOLDER =
            Path.of(System.getProperty("swarm.folder", "/tmp/workerkit-swarm"));
    private static final Path SCRIPT = Path.of("src/test/swarm").toAbsolutePath();

    /** Whether they ran before these tests, and so are to run after them. */
    private static final boolean FOUND = Files.exists(FOLDER);

    private static final AtomicBoolean STARTED = new AtomicBoolean();

    private final List<Engine> engines = new ArrayList<>();

    /** Starts those that do not run; what was started is stopped at the end of all tests. */
    static ThreeNodes start() throws IOException, InterruptedException {
        if (!FOUND && STARTED.compareAndSet(false, true)) {
            Runtime.getRuntime().addShutdownHook(new Thread(ThreeNodes::stop));
        }
        script("start");
        ThreeNodes nodes = new ThreeNodes();
        for (int number = 1; number <= COUNT; number++) {
            Engine engine = Engine.connect(Optional.of(address(number)));
            nodes.engines.add(engine);
            TestImage.in(engine);
            new SwarmImages(engine, RuntimeOptions.defaults()).of(WorkerSpec.shell("exit 0"));
        }
        return nodes;
    }

    private static void stop() {
        try {
            script("stop");
        } catch (IOException | InterruptedException e) {
            System.err.println("The swarm in " + FOLDER + " goes on: " + e);
        }
    }

    private static void script(String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(SCRIPT.toString()));
        all.addAll(List.of(words));
        all.addAll(List.of("--folder", FOLDER.toString()));
        Process process = new ProcessBuilder(all).inheritIO().start();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException(all + " did not succeed");
        }
    }

    static URI address(int number) {
        return URI.create("unix://" + FOLDER + "/node" + number + "/docker.sock");
    }

    /** Of a runtime on them. */
    static RuntimeOptions options() {
        return RuntimeOptions.defaults().withEngine(address(1));
    }

    /** A node's machine dies. */
    void kill(String node) throws IOException, InterruptedException {
        script("kill", node.substring("node".length()));
    }

    /** What has died comes up again. */
    void revive() throws IOException, InterruptedException {
        script("start");
    }

    Swarm swarm() {
        return engines.get(0).swarm();
    }

    Engine engine(int number) {
        return engines.get(number - 1);
    }

    /** A node removes what was a task's a moment after the task is gone. */
    void awaitNoContainers(Map<String, String> labels) {
        Await.until(
                "no container is left",
                Duration.ofSeconds(20),
                () -> engines.stream().allMatch(each -> each.containers().list(labels).isEmpty()));
    }

    List<SwarmTask> tasks(Worker worker) {
        return swarm().tasks(Map.of(WorkerLabels.WORKER, worker.id().value()));
    }

    /** The name of the node that a worker runs on. */
    String nodeOf(Worker worker) {
        SwarmTask task =
                tasks(worker).stream()
                        .filter(each -> each.state() == SwarmTask.State.RUNNING && !each.shallEnd())
                        .findFirst()
                        .orElseThrow();
        return swarm().nodes().stream()
                .filter(node -> task.node().equals(Optional.of(node.id())))
                .map(SwarmNode::name)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        engines.forEach(Engine::close);
    }
}
