package dev.workerkit.benchmarks.spawn;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.benchmarks.peer.Runtimes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** All kinds of spawners. */
public final class Spawners {

    /** What nobody can be faster than who starts a JVM for each process. */
    public static final String LIMIT = "jvm-hello";

    /** What it is all about. */
    public static final String OURS = "workerkit";

    /** The same with a JVM that was started ahead. */
    public static final String SPARE = "workerkit-spare";

    private static final List<Spawner.Kind> ALL =
            List.of(
                    new Entry(
                            OURS,
                            "Workerkit",
                            Optional::empty,
                            () -> WorkerSpawner.open("local", RuntimeOptions.defaults())),
                    new Entry(
                            SPARE,
                            "Workerkit with a spare",
                            Optional::empty,
                            () -> WorkerSpawner.openWithSpare("local", RuntimeOptions.defaults())),
                    new Entry(
                            "workerkit-no-archive",
                            "Workerkit, no class archive",
                            Optional::empty,
                            () ->
                                    WorkerSpawner.open(
                                            "local",
                                            RuntimeOptions.defaults()
                                                    .withBootstrap(
                                                            BootstrapProfile.defaults()
                                                                    .withClassDataArchive(false)))),
                    new Entry(
                            "workerkit-container",
                            "Workerkit in a container",
                            () -> Runtimes.absence("container"),
                            () -> WorkerSpawner.open("container", RuntimeOptions.defaults())),
                    new Entry(LIMIT, "bare JVM hello", Optional::empty, HelloSpawner::new),
                    new Entry(
                            "node-fork",
                            "node child_process.fork",
                            () -> ScriptSpawner.absence("node", "--version"),
                            () -> ScriptSpawner.open("node", "spawn.js", "child.js")),
                    new Entry(
                            "python-spawn",
                            "python3 multiprocessing spawn",
                            () -> ScriptSpawner.absence("python3", "--version"),
                            () -> ScriptSpawner.open("python3", "spawn.py")));

    private Spawners() {}

    /** In the order in which they are shown. */
    public static List<Spawner.Kind> all() {
        return ALL;
    }

    /** The one of this name, which there is. */
    public static Spawner.Kind named(String name) {
        return ALL.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no spawner " + name));
    }

    private interface Opening {
        Spawner open() throws IOException;
    }

    private record Entry(
            String name, String title, Supplier<Optional<String>> absences, Opening opening)
            implements Spawner.Kind {

        @Override
        public Optional<String> absence() {
            return absences.get();
        }

        @Override
        public Spawner open() throws IOException {
            return opening.open();
        }
    }
}
