package dev.workerkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.engine.Containers.Found;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.launch.ClassPath;
import dev.workerkit.tck.fixture.Echo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@NeedsEngine
@Timeout(120)
class JvmArchiveTest {

    /** An option that no archive was made with. */
    private final BootstrapProfile profile =
            BootstrapProfile.defaults().withJvmOption("-Dworkerkit.test=" + UUID.randomUUID());

    @Test
    void workersStartFromTheArchiveThatAnEarlierOneHadMade() throws IOException {
        assumeTrue(
                ClassPath.of(profile).isArchivable(), "folders of classes can't be in an archive");
        assertThat(mapsArchive(profile)).isFalse();
        assertThat(mapsArchive(profile)).isTrue();
        assertThat(mapsArchive(profile.withClassDataArchive(false))).isFalse();
    }

    @Test
    void nothingIsLeftOfTheMaking() throws IOException {
        String token;
        try (WorkerRuntime runtime = open(profile)) {
            token = label(ready(runtime));
        }
        try (Engine engine = Engine.connect(Optional.empty())) {
            assertThat(engine.containers().list(Map.of(WorkerLabels.RUNTIME, token))).isEmpty();
        }
    }

    private static String label(Worker worker) {
        try (Engine engine = Engine.connect(Optional.empty())) {
            return containerOf(worker, engine).labels().get(WorkerLabels.RUNTIME);
        }
    }

    private static Found containerOf(Worker worker, Engine engine) {
        return engine.containers().list(Map.of(WorkerLabels.WORKER, worker.id().value())).get(0);
    }

    private static WorkerRuntime open(BootstrapProfile profile) {
        return WorkerRuntimes.open("container", RuntimeOptions.defaults().withBootstrap(profile));
    }

    private static Worker ready(WorkerRuntime runtime) {
        Worker worker = runtime.start(WorkerSpec.of(Echo.class));
        worker.ready().orTimeout(1, TimeUnit.MINUTES).join();
        return worker;
    }

    /** What is being made when a runtime is closed is made by then. */
    private static boolean mapsArchive(BootstrapProfile profile) throws IOException {
        try (WorkerRuntime runtime = open(profile);
                Engine engine = Engine.connect(Optional.empty())) {
            Found found = containerOf(ready(runtime), engine);
            long pid = found.container().inspect().pid().getAsLong();
            return Files.readString(Path.of("/proc", Long.toString(pid), "maps"))
                    .contains(JvmArchive.FILE.toString());
        }
    }
}
